import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';
import type { Confidence } from '../../../report.ts';
import { isConsole } from './mail-uses.ts';

export interface LocalMail {
  place: Place;
  message: string;
  confidence: Confidence;
}

const localHost = /^(?:localhost|127\.0\.0\.1|::1)(?::25)?$/;

/** Mail that the machine itself has to deliver. */
export function localMail(facts: Facts): LocalMail[] {
  return [...sendmail(facts), ...settings(facts), ...clients(facts), ...djangoDefault(facts)];
}

function sendmail({ code }: Facts): LocalMail[] {
  const programs = code.search({
    literals: ['bin/sendmail', 'sendmail -', '"sendmail"', "'sendmail'"],
    pattern:
      /["'`]\/usr\/(?:s?bin|lib)\/sendmail\b|\bsendmail\s+-[tif]\b|\b(?:exec|popen|spawn|Popen|run|system|Command|execFile)\w*\(\s*\[?["']sendmail["']/g,
    inStrings: true,
  });
  // Nodemailer's transport.
  const transports = code.search({ literals: ['sendmail: true'], pattern: /\bsendmail:\s*true\b/g });
  const php = code.search({
    languages: ['php'],
    literals: ['mail('],
    pattern: /(?<![\w>:$\\]|function )mail\(\s*\$/g,
  });
  return [
    // Laravel's list of mailers names the path of each one that could be chosen.
    ...[...programs, ...transports]
      .filter(({ path }) => !/(?:^|\/)[cC]onfig\/mail\.php$/.test(path))
      .map(({ place }) => ({
        place,
        message: "Mail is handed to the machine's own sendmail.",
        confidence: 'high' as const,
      })),
    ...php.map(({ place }) => ({
      place,
      message: "PHP's mail() hands mail to the machine's own sendmail.",
      confidence: 'medium' as const,
    })),
  ];
}

function settings({ settings: fact }: Facts): LocalMail[] {
  const hosts = [
    'EMAIL_HOST',
    'MAILERS.default.OPTIONS.host',
    'MAIL_SERVER',
    'spring.mail.host',
    'mail.mailers.smtp.host',
  ].flatMap((key) => fact.inForce(key));
  const local = hosts.filter(({ value }) => value.kind === 'literal' && localHost.test(value.literal ?? ''));
  const chosen = [...fact.inForce('config.action_mailer.delivery_method'), ...fact.inForce('mail.default')].filter(
    ({ value }) => /^(?:sendmail|mail)$/.test(value.literal ?? ''),
  );
  return [
    ...local.map(({ key, place }) => ({
      place,
      message: `${key} is the machine itself.`,
      confidence: 'high' as const,
    })),
    ...chosen.map(({ key, place }) => ({
      place,
      message: `${key} hands mail to the machine's own sendmail.`,
      confidence: 'high' as const,
    })),
  ];
}

/** `smtplib.SMTP("localhost")`, `createTransport({ host: 'localhost' })`, `smtp.SendMail("localhost:25", …)`. */
function clients({ code }: Facts): LocalMail[] {
  return code
    .calls({
      callees: [
        'smtplib.SMTP',
        'nodemailer.createTransport',
        'createTransport',
        'smtp.SendMail',
        'smtp.Dial',
        'new SmtpClient',
      ],
    })
    .filter(({ positional, named, text, callee }) => {
      const host = (named.host ?? positional[0] ?? '').trim().replaceAll(/["'`]/g, '');
      return localHost.test(host) || (callee.endsWith('smtplib.SMTP') && text.trim() === '');
    })
    .map(({ place, callee }) => ({
      place,
      message: `${callee} sends through the machine itself.`,
      confidence: 'high' as const,
    }));
}

/** Django sends to localhost:25 where no setting says otherwise. */
function djangoDefault(facts: Facts): LocalMail[] {
  if (!facts.stacks.has('django') || isConsole(facts) || facts.services.usesOf('mail').length > 0) return [];
  const names = /^(?:EMAIL_|MAILERS\b|ANYMAIL|POSTMARK|SENDGRID|MAILGUN|MAILJET)/;
  if (
    facts.settings.all.some(({ key, profile }) => names.test(key) && (profile === 'base' || profile === 'production'))
  )
    return [];
  if (
    facts.environment.variables.some(({ name }) => /EMAIL|MAIL|SMTP/.test(name)) ||
    facts.stacks.has('django-anymail', 'anymail')
  )
    return [];
  const call = facts.code.search({
    languages: ['python'],
    literals: ['send_mail(', 'send_mass_mail(', 'EmailMessage(', 'EmailMultiAlternatives(', 'mail_admins('],
    pattern: /\b(?:send_mail|send_mass_mail|EmailMessage|EmailMultiAlternatives|mail_admins)\(/g,
  })[0];
  return call
    ? [{ place: call.place, message: "Mail is sent with Django's default server, localhost:25.", confidence: 'medium' }]
    : [];
}
