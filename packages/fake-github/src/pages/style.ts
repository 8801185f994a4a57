/** The pages' only style sheet. Colours follow the system; nothing is loaded from anywhere. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1c2129;--soft:#5b6472;--line:#d9dee5;--link:#1457c4;--accent:#1f6f4a;--accent-ink:#fff;
--good:#1a7f4b;--bad:#c5303c;--wait:#9a6400;--calm:#5b6472;--code:#eef1f5;--mark:#fff3c9;--add:#dcf5e3;--del:#fde2e3;--bar:#20262f;--bar-ink:#f2f4f7}
@media(prefers-color-scheme:dark){:root{--bg:#0f1318;--card:#171c23;--ink:#e4e8ee;--soft:#9aa5b4;--line:#2c343f;--link:#79aefc;--accent:#2d8a5d;--accent-ink:#fff;
--good:#4cc38a;--bad:#ff7b85;--wait:#e2b04a;--calm:#9aa5b4;--code:#222933;--mark:#463b12;--add:#12351f;--del:#40191d;--bar:#0a0d11;--bar-ink:#e4e8ee}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
header.top{background:var(--bar);color:var(--bar-ink)}header.top>div{max-width:1120px;margin:auto;padding:10px 20px;display:flex;gap:12px;align-items:center;flex-wrap:wrap}
header.top a{color:inherit}header.top .who{margin-left:auto;display:flex;gap:10px;align-items:center;font-size:14px}header.top .mark{font-weight:700;letter-spacing:.2px}
header.top .tag{font-size:12px;border:1px solid #ffffff40;border-radius:20px;padding:1px 9px;opacity:.85}header.top button{background:none;border:1px solid #ffffff50;color:inherit;padding:2px 10px}
main{max-width:1120px;margin:auto;padding:22px 20px 60px}h1{font-size:24px;line-height:1.25;margin:4px 0 14px;font-weight:650}h2{font-size:17px;margin:28px 0 10px}h3{font-size:15px;margin:18px 0 6px}
.crumbs{font-size:14px;color:var(--soft)}.soft{color:var(--soft)}.small{font-size:13px}.mono,code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12.5px}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:0 0 16px;overflow:hidden}.card>.head{padding:10px 16px;border-bottom:1px solid var(--line);display:flex;gap:10px;align-items:center;flex-wrap:wrap}
.card>.body{padding:14px 16px}.rows{list-style:none;margin:0;padding:0}.rows>li{padding:11px 16px;border-top:1px solid var(--line);display:flex;gap:10px;align-items:center;flex-wrap:wrap}.rows>li:first-child{border-top:0}
.grow{flex:1 1 220px;min-width:0}.push{margin-left:auto}.pill{display:inline-block;border:1px solid var(--line);border-radius:20px;padding:0 9px;font-size:12px;color:var(--soft);white-space:nowrap}
.pill.open,.pill.good{color:var(--good);border-color:currentColor}.pill.closed,.pill.bad{color:var(--bad);border-color:currentColor}.pill.merged{color:#8a5cf0;border-color:currentColor}.pill.wait{color:var(--wait);border-color:currentColor}
.state{display:inline-flex;align-items:center;gap:6px;font-size:13px;white-space:nowrap}.state::before{content:"";width:10px;height:10px;border-radius:50%;background:var(--calm);flex:none}
.state.good::before{background:var(--good)}.state.bad::before{background:var(--bad)}.state.wait::before{background:none;border:2px solid var(--wait)}.state.good{color:var(--good)}.state.bad{color:var(--bad)}.state.wait{color:var(--wait)}.state.calm{color:var(--calm)}
button,.button{font:inherit;font-size:13.5px;font-weight:550;border:1px solid var(--line);background:var(--code);color:var(--ink);border-radius:7px;padding:5px 13px;cursor:pointer;display:inline-block}
button:hover,.button:hover{border-color:var(--soft);text-decoration:none}button.main,.button.main{background:var(--accent);border-color:var(--accent);color:var(--accent-ink)}button.warn{color:var(--bad)}form{margin:0}form.line{display:inline}
.actions{display:flex;gap:8px;flex-wrap:wrap;align-items:center}label{display:block;font-size:13px;font-weight:550;margin:10px 0 4px}label.check{display:flex;gap:8px;font-weight:400;font-size:14px;align-items:center;margin:6px 0}
input[type=text],textarea,select{font:inherit;width:100%;padding:7px 10px;border:1px solid var(--line);border-radius:7px;background:var(--bg);color:var(--ink)}textarea{font-family:ui-monospace,monospace;font-size:13px;min-height:130px;resize:vertical}
.two{display:grid;grid-template-columns:minmax(0,2fr) minmax(260px,1fr);gap:20px;align-items:start}@media(max-width:860px){.two{grid-template-columns:minmax(0,1fr)}main{padding:16px 12px 48px}header.top>div{padding:9px 12px}}
.avatar{width:22px;height:22px;border-radius:50%;vertical-align:middle;flex:none}.avatar.big{width:40px;height:40px}.org.avatar{border-radius:6px}
.scroll{overflow-x:auto}table.code{border-collapse:collapse;width:100%;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12.5px;line-height:1.55}table.code td{padding:0 12px;white-space:pre;vertical-align:top}
table.code td.n{width:1%;text-align:right;color:var(--soft);user-select:none;border-right:1px solid var(--line);padding:0 10px}table.code td.n a{color:inherit}table.code tr.hit td,table.code tr:target td{background:var(--mark)}
table.code tr.add td{background:var(--add)}table.code tr.del td{background:var(--del)}table.code tr.hunk td{background:var(--code);color:var(--soft)}
.note{border-left:3px solid var(--calm);padding:10px 16px;border-top:1px solid var(--line)}.note.failure{border-left-color:var(--bad)}.note.warning{border-left-color:var(--wait)}.note.notice{border-left-color:var(--link)}.note .card{margin:8px 0 0}
.markdown>:first-child{margin-top:0}.markdown>:last-child{margin-bottom:0}.markdown table{border-collapse:collapse;font-size:14px;margin:10px 0}.markdown th,.markdown td{border:1px solid var(--line);padding:5px 11px;text-align:left}.markdown .right{text-align:right}.markdown .center{text-align:center}
.markdown th{background:var(--code)}.markdown code{background:var(--code);border-radius:5px;padding:1px 5px}.markdown pre{background:var(--code);border-radius:8px;padding:11px 13px;overflow-x:auto}.markdown pre code{background:none;padding:0}
.markdown blockquote{margin:10px 0;padding:2px 14px;border-left:3px solid var(--line);color:var(--soft)}.markdown blockquote.alert{color:var(--ink)}.markdown .alert.note,.markdown .alert.tip{border-left-color:var(--link)}.markdown .alert.warning,.markdown .alert.important{border-left-color:var(--wait)}.markdown .alert.caution{border-left-color:var(--bad)}
.markdown details{border:1px solid var(--line);border-radius:8px;padding:8px 12px;margin:8px 0}summary{cursor:pointer;font-weight:550}.markdown h1,.markdown h2{border-bottom:1px solid var(--line);padding-bottom:4px}
.empty{padding:22px 16px;color:var(--soft);text-align:center}.notice-bar{background:var(--mark);border:1px solid var(--line);border-radius:8px;padding:9px 14px;margin-bottom:16px}.people{display:grid;gap:10px}.people button{display:flex;gap:12px;align-items:center;width:100%;text-align:left;padding:11px 14px}.narrow{max-width:460px;margin:5vh auto}
`;
