// SPDX-License-Identifier: MulanPSL-2.0
// paper - the button that prints.
for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', (event) => { event.preventDefault(); print(); });
