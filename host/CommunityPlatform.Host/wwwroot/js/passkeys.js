// Passkeys on plain forms: asks the browser for a credential, puts it into the form, and lets the form go.
const able = 'credentials' in navigator && typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.hidden = !able;
  if (able) form.addEventListener('submit', ask);
}
for (const none of document.querySelectorAll('[data-passkey-none]')) none.hidden = able;

async function ask(event) {
  const form = event.target;
  if (form.elements.credential.value) return;
  event.preventDefault();
  const told = form.querySelector('[data-passkey-error]');
  told.hidden = true;
  const button = form.querySelector('[type=submit]');
  button.disabled = true;
  try {
    const create = form.dataset.passkey === 'create';
    const answer = await fetch(create ? '/account/passkeys/creation-options' : '/account/passkeys/request-options', { method: 'POST', body: new FormData(form) });
    if (!answer.ok) throw new Error(`options: ${answer.status}`);
    const options = await answer.json();
    const credential = create
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.credential.value = JSON.stringify(credential);
    button.disabled = false;
    form.requestSubmit(button);
  } catch (problem) {
    // Cancelled, no key here, or no answer: said in words; the console keeps the browser's own.
    console.warn(problem);
    button.disabled = false;
    told.hidden = false;
  }
}
