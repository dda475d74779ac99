import { createHash } from 'node:crypto';
import { PASSWORD_PAGE } from '../contexts/notifications.password-mail.js';

const STYLE = `
  body { font-family: system-ui, sans-serif; background: #f3f5f7; color: #1c2733; margin: 0; }
  body { display: grid; place-items: center; min-height: 100vh; }
  main { background: #fff; border: 1px solid #d5dce3; border-radius: 8px; padding: 2rem; width: 22rem; }
  h1 { font-size: 1.25rem; margin: 0 0 1rem; }
  label { display: block; margin: 0.75rem 0 0.25rem; }
  input { width: 100%; box-sizing: border-box; padding: 0.5rem; font: inherit; }
  button { margin-top: 1.25rem; padding: 0.6rem 1rem; font: inherit; background: #14532d; color: #fff; border: 0; border-radius: 4px; }
  [role=alert] { color: #9f1d1d; }`;

/** No scripts, nothing from elsewhere, no framing. */
export const CONTENT_SECURITY_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** A page of ours about somebody's own account. Title and body are our own text. */
export function accountPage(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>
`;
}

function page(body: string): string {
  return accountPage('Set your password', body);
}

/** A form that works without any script. `token` holds no signs of HTML; `problem` is our own text. */
export function formPage(token: string, problem?: string): string {
  const alert = problem === undefined ? '' : `<p role="alert">${problem}</p>`;
  return page(`${alert}<form method="post" action="${PASSWORD_PAGE}">
<input type="hidden" name="token" value="${token}">
<label for="password">New password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required maxlength="512" autofocus>
<label for="again">The same again</label>
<input id="again" name="again" type="password" autocomplete="new-password" required maxlength="512">
<p>15 characters or more; beside a second factor 8. A few words are easy to keep.</p>
<button type="submit">Set password</button>
</form>`);
}

export function donePage(): string {
  return page('<p>Your password is set, and you are signed out everywhere. Sign in with the new one.</p>');
}

export function lostPage(): string {
  return page('<p role="alert">The link is not whole. Open it from the mail again, or ask for a new one.</p>');
}
