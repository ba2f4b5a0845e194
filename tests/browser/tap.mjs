// SPDX-License-Identifier: MulanPSL-2.0
// tap - one TAP line for every finished test, whatever the version of Node: suites and files are not tests.

const isTest = (data) => data.details?.type !== 'suite' && !data.name.endsWith('.mjs');

const parentOnly = (data) => data.details?.error?.failureType === 'subtestsFailed';

const told = (error) => {
  const cause = error?.cause ?? error;
  return String(cause?.stack || cause?.message || cause).split('\n').map((line) => `#   ${line}\n`).join('');
};

export default async function* tap(source) {
  for await (const { type, data } of source) {
    if (type === 'test:pass' && isTest(data)) {
      yield `ok - ${data.name}${data.skip !== undefined || data.todo !== undefined ? ' # SKIP' : ''}\n`;
    } else if (type === 'test:fail' && !parentOnly(data) && (isTest(data) || data.details?.error?.failureType === 'hookFailed')) {
      yield `not ok - ${data.name}\n${told(data.details?.error)}`;
    } else if (type === 'test:diagnostic' && !/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /.test(data.message)) {
      yield `# ${data.message}\n`;
    }
  }
}
