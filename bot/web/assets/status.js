// Renews the state of the parts every few seconds, and says so when the desk no longer answers.
const status = document.getElementById('status');
const noContact = document.getElementById('no-contact');

async function renew() {
  try {
    const response = await fetch(`/status${location.search}`, { headers: { accept: 'text/html' } });
    if (!response.ok) throw new Error(String(response.status));
    status.innerHTML = await response.text();
    status.classList.remove('old');
    noContact.hidden = true;
  } catch {
    status.classList.add('old');
    noContact.hidden = false;
  }
  setTimeout(() => void renew(), document.hidden ? 15000 : 3000);
}

setTimeout(() => void renew(), 3000);
