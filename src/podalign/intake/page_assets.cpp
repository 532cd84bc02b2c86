#include "podalign/intake/internal/page_parts.hpp"

namespace podalign::intake {

const char* const kStyle = R"css(
:root { color-scheme: light; --ink: #1c2733; --soft: #51606f; --line: #c3ccd6; --accent: #0b5c7d;
  --tint: #e3f0f5; --alert: #9c1f1f; --gap: 1rem; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #f4f6f8; font: 1.0625rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1.25rem 1rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .5rem 0 1rem; }
h2 { font-size: 1.25rem; margin: 0 0 .75rem; }
section { background: #fff; border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem 1rem;
  margin: 1.25rem 0; }
#section\.red_flags { border: 2px solid var(--alert); }
.notice { border-left: .3rem solid var(--alert); padding: .25rem .75rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; z-index: 2; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; font-weight: 600; }
.question { padding: .8rem 0; border-top: 1px solid #e6eaee; }
h2 + .question { border-top: 0; padding-top: 0; }
fieldset.question::after { content: ""; display: block; clear: both; }
.question > legend { float: left; width: 100%; }
.question > legend + * { clear: left; }
div.question > label { font-weight: 600; display: block; margin-bottom: .3rem; }
.choice { display: inline-flex; align-items: center; gap: .5rem; min-height: 2.75rem; padding: .3rem .8rem;
  margin: .35rem .35rem 0 0; border: 1px solid var(--line); border-radius: .6rem; cursor: pointer;
  background: #fff; }
.choice:has(input:checked) { background: var(--tint); border-color: var(--accent); }
input[type=radio], input[type=checkbox] { width: 1.15rem; height: 1.15rem; accent-color: var(--accent);
  flex: none; margin: 0; }
input[type=number], input[type=text], input[type=datetime-local] { font: inherit; padding: .45rem .6rem;
  min-height: 2.75rem; border: 1px solid #7f8c99; border-radius: .5rem; max-width: 100%; }
input[type=number] { width: 8rem; }
input[aria-invalid=true] { border: 2px solid var(--alert); }
.hint { color: var(--soft); font-size: .95rem; }
:focus-visible { outline: 3px solid #e08a00; outline-offset: 2px; }
.side { border: 1px solid var(--line); border-radius: .6rem; padding: .25rem .9rem .75rem; margin: 1rem 0 0; }
.side > legend { padding: 0 .4rem; font-size: 1.1rem; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: var(--gap); }
.map { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: flex-start; }
.map > div:last-child { flex: 1 1 14rem; }
.map ol { margin: 0 0 .5rem; padding-left: 1.6rem; }
.map li label { display: inline-block; padding: .3rem 0; cursor: pointer; }
.picture { position: relative; width: 15rem; max-width: 100%; aspect-ratio: 200 / 260; }
.picture svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.picture text { font-size: 10px; fill: var(--soft); }
.leg { fill: #f3ddcd; stroke: #b98f74; stroke-width: 1.5; }
.bone { fill: none; stroke: #a98a74; stroke-width: 1.5; }
.cap { fill: #fff6ea; stroke: #7d6552; stroke-width: 2; }
.region { position: absolute; border: 2px solid var(--accent); border-radius: 50%; cursor: pointer;
  display: flex; align-items: center; justify-content: center; background: rgba(255, 255, 255, .55);
  font-weight: 700; font-size: .95rem; }
.region input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer; }
.region:has(input:checked) { background: #b3261e; border-color: #7d1711; color: #fff; }
.region:has(input:focus-visible) { outline: 3px solid #e08a00; outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.end { position: sticky; bottom: 0; background: #fff; border: 1px solid var(--line); border-radius: .75rem;
  padding: .75rem 1rem; }
.end p { margin: .2rem 0; }
#problem { color: var(--alert); font-weight: 600; }
button { font: inherit; font-weight: 700; color: #fff; background: var(--accent); border: 0;
  border-radius: .6rem; padding: .7rem 1.4rem; min-height: 2.9rem; cursor: pointer; }
[hidden] { display: none !important; }
@media print { .end, .skip { display: none; } body { background: #fff; } }
)css";

const char* const kScript = R"js(
// Answers as [name, value] pairs, in the order of the page, to the text of a case file. Pure.
const podalignCase = (() => {
  const data = podalignForm;
  const quoted = (text) => '"' + text.replace(/[\u0000-\u001f\u007f]/g, ' ').replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"') + '"';
  const answersOf = (entries) => {
    const answers = new Map();
    for (const [name, value] of entries) {
      const text = String(value).trim();
      if (text === '') continue;
      if (!answers.has(name)) answers.set(name, []);
      answers.get(name).push(text);
    }
    return answers;
  };
  const written = (field, values) => {
    if (field.type === 'set') return '[' + values.join(', ') + ']';
    return values[0].replace(',', '.');
  };
  const lines = (answers, scope, prefix, indent) => {
    const out = [];
    for (const field of data.fields) {
      const values = answers.get(prefix + field.id);
      if (field.scope !== scope || !values || field.id === 'setting' || field.id === 'screen') continue;
      // "not known" is an answer to a safety question; elsewhere it is the same as none.
      if (values[0] === 'unknown' && field.type !== 'set' && !field.screen) continue;
      out.push(indent + field.id + ': ' + written(field, values));
    }
    return out;
  };
  const screenOf = (entries) => {
    const answers = answersOf(entries);
    const asked = data.fields.filter((field) => field.screen);
    const answered = asked.filter((field) => answers.has(field.id));
    return { all: asked.length, answered: answered.length };
  };
  const hurts = (answers, side) => {
    const which = (answers.get('knee_pain') || ['unknown'])[0];
    return which === side || which === 'both';
  };
  const toText = (entries) => {
    const answers = answersOf(entries);
    const screen = screenOf(entries);
    const out = ['schema: podalign/case/1'];
    const one = (name) => (answers.get(name) || [''])[0];
    if (one('_subject')) out.push('subject: {id: ' + quoted(one('_subject')) + '}');
    if (one('setting') && one('setting') !== 'unknown') out.push('setting: ' + one('setting'));
    if (one('_captured')) out.push('captured: ' + quoted(one('_captured')));
    out.push('intake:');
    out.push('  screen: ' + (screen.answered === screen.all ? 'complete' : 'partial'));
    out.push(...lines(answers, 'subject', '', '  '));
    const sides = ['left', 'right'];
    const knees = sides.filter((side) => hurts(answers, side))
      .map((side) => [side, lines(answers, 'knee', 'knee.' + side + '.', '      ')])
      .filter(([, part]) => part.length > 0);
    if (knees.length > 0) out.push('  knees:');
    for (const [side, part] of knees) out.push('    ' + side + ':', ...part);
    for (const side of sides) {
      const part = lines(answers, 'foot', side + '.', '    ');
      if (part.length > 0) out.push('  ' + side + ':', ...part);
    }
    return out.join('\n') + '\n';
  };
  return { toText, screenOf, hurts, answersOf };
})();

if (typeof document !== 'undefined') {
  const form = document.getElementById('form');
  const entries = () => Array.from(new FormData(form).entries());
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const show = (part, visible) => {
    part.hidden = !visible;
    for (const control of part.matches('fieldset') ? [part] : part.querySelectorAll('input')) {
      control.disabled = !visible;
    }
  };
  const byName = (name) => form.querySelector('[data-question="' + name + '"]');
  const refresh = () => {
    const answers = podalignCase.answersOf(entries());
    for (const side of ['left', 'right']) {
      const part = document.getElementById('knee.' + side);
      if (part) show(part, podalignCase.hurts(answers, side));
    }
    for (const rule of podalignForm.asked_if) {
      const given = answers.get(rule.when) || [];
      const part = byName(rule.field);
      if (part) show(part, given.some((value) => rule.is.includes(value)));
    }
    const screen = podalignCase.screenOf(entries());
    document.getElementById('screen').textContent = screen.answered === screen.all
      ? podalignForm.texts.screen_complete : fill(podalignForm.texts.screen_progress, screen);
  };
  const clock = (now) => {
    const two = (number) => String(number).padStart(2, '0');
    return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate()) + 'T' +
      two(now.getHours()) + ':' + two(now.getMinutes());
  };
  const zoneOf = (local) => {
    const minutes = -new Date(local).getTimezoneOffset();
    const two = (number) => String(number).padStart(2, '0');
    return (minutes < 0 ? '-' : '+') + two(Math.floor(Math.abs(minutes) / 60)) + ':' +
      two(Math.abs(minutes) % 60);
  };
  const wrong = () => {
    let first = null;
    for (const input of form.querySelectorAll('input[type=number], input[type=datetime-local]')) {
      const bad = !input.disabled && !input.checkValidity();
      input.setAttribute('aria-invalid', bad ? 'true' : 'false');
      if (bad && !first) first = input;
    }
    return first;
  };
  form.addEventListener('change', refresh);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const problem = document.getElementById('problem');
    const bad = wrong();
    problem.textContent = '';
    if (bad) {
      const label = form.querySelector('label[for="' + bad.id + '"]');
      problem.textContent = bad.type === 'datetime-local' ? podalignForm.texts.wrong_date
        : fill(podalignForm.texts.wrong, { question: label ? label.textContent : bad.name });
      bad.focus();
      return;
    }
    const answers = entries().map(([name, value]) =>
      name === '_captured' && value ? [name, value + zoneOf(value)] : [name, value]);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([podalignCase.toText(answers)], { type: 'text/yaml' }));
    link.download = 'case.yaml';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    document.getElementById('done').textContent = podalignForm.texts.saved;
  });
  document.getElementById('_captured').value = clock(new Date());
  refresh();
}
)js";

}  // namespace podalign::intake
