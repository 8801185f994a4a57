import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';

export interface MailUse {
  place: Place;
  how: string;
}

/** Clients and APIs that are there for nothing but mail. */
const libraries = new Set([
  'nodemailer',
  'sendgrid',
  'resend',
  'postmark',
  'mailgun',
  'flask-mail',
  'emails',
  'fastapi-mail',
  'anymail',
  'django-anymail',
  'phpmailer',
  'swoosh',
  'bamboo',
  'mailkit',
  'lettre',
  'aiosmtplib',
  'yagmail',
  'spring-boot-starter-mail',
  'jakarta-mail',
  'symfony-mailer',
  'premailer',
]);

/** Where the app sends mail to a server or an API that is configured; a console back end sends none. */
export function mailUses(facts: Facts): MailUse[] {
  if (isConsole(facts)) return [];
  const services = facts.services.usesOf('mail').map((use) => ({ place: use.place, how: use.variable ?? use.how }));
  const named = facts.stacks
    .withRole('mail')
    .filter((item) => libraries.has(item.name))
    .map((item) => ({ place: item.place, how: item.name }));
  const smtp = facts.code
    .search({
      literals: [
        'smtplib',
        'net/smtp',
        'smtp.SendMail',
        'SmtpClient',
        'lettre::',
        'JavaMailSender',
        'MailerInterface',
        'sendEmail',
        'SESClient',
        'SendEmailCommand',
        'send_email',
        'gomail',
      ],
      pattern:
        /\bsmtplib\.SMTP(?:_SSL)?\(|"net\/smtp"|\bsmtp\.SendMail\(|\bnew SmtpClient\(|\blettre::|\bJavaMailSender\b|\bMailerInterface\b|\bSESClient\b|\bSendEmailCommand\b|\bses\.send_email\(|gomail\./g,
      inStrings: true,
    })
    .map(({ place }) => ({ place, how: 'a mail client' }));
  return [...services, ...named, ...smtp];
}

/** Django's console, dummy, file and in-memory back ends in force in production. */
export function isConsole(facts: Facts): boolean {
  const backends = [...facts.settings.inForce('EMAIL_BACKEND'), ...facts.settings.inForce('MAILERS.default.BACKEND')];
  return (
    backends.length > 0 &&
    backends.every(
      ({ value }) => value.kind === 'literal' && /\.(?:console|dummy|locmem|filebased)\./.test(value.literal ?? ''),
    )
  );
}
