/** Gives Studio's page our title and the script that shows why an edit was refused; without it the cell just reverts. */
export async function studioPage(response: Response): Promise<Response> {
  if (!response.headers.get('content-type')?.includes('text/html')) return response;
  const html = (await response.text())
    .replace('<title>Supalite</title>', '<title>Studio · order desk</title>')
    .replace('<head>', '<head><script src="/_desk/studio-notice.js"></script>');
  return new Response(html, {
    status: response.status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin' },
  });
}

/** Runs in Studio's page, before Studio. Shows the sentence and the way out of every refused REST call. */
export const studioNotice = `(() => {
  const ask = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const response = await ask(...request);
    if (!response.ok && new URL(response.url, location.href).pathname.startsWith('/rest/v1/')) {
      const refusal = await response.clone().json().catch(() => undefined);
      if (refusal?.message) show(refusal);
    }
    return response;
  };
  function show({ message, hint }) {
    document.getElementById('desk-notice')?.remove();
    const notice = document.createElement('div');
    notice.id = 'desk-notice';
    notice.setAttribute('role', 'alert');
    notice.style.cssText = 'position:fixed;z-index:2147483647;left:50%;bottom:24px;transform:translateX(-50%);' +
      'width:max-content;max-width:min(640px,calc(100vw - 32px));box-sizing:border-box;padding:14px 44px 14px 16px;border-radius:8px;' +
      'background:#3b1219;color:#ffe9ec;border:1px solid #e5484d;font:14px/1.45 system-ui,sans-serif;box-shadow:0 8px 30px #0009';
    const sentence = document.createElement('strong');
    sentence.textContent = message;
    notice.append(sentence);
    if (hint) {
      const way = document.createElement('div');
      way.style.marginTop = '4px';
      way.textContent = hint;
      notice.append(way);
    }
    const close = document.createElement('button');
    close.textContent = '×';
    close.setAttribute('aria-label', 'Close');
    close.style.cssText = 'position:absolute;top:8px;right:10px;border:0;background:none;color:inherit;font-size:20px;cursor:pointer';
    close.onclick = () => notice.remove();
    notice.append(close);
    document.body.append(notice);
    setTimeout(() => notice.remove(), 12000);
  }
})();
`;
