/** Where the dashboard lives. */
export const DASHBOARD_PATH = '/admin/queues';
export const SIGN_IN_PATH = `${DASHBOARD_PATH}/sign-in`;
export const SIGN_OUT_PATH = `${DASHBOARD_PATH}/sign-out`;

const STYLE = `
  body { font-family: system-ui, sans-serif; background: #f3f5f7; color: #1c2733; margin: 0; }
  body { display: grid; place-items: center; min-height: 100vh; }
  main { background: #fff; border: 1px solid #d5dce3; border-radius: 8px; padding: 2rem; width: 20rem; }
  h1 { font-size: 1.25rem; margin: 0 0 1rem; }
  label { display: block; margin: 0.75rem 0 0.25rem; }
  input { width: 100%; box-sizing: border-box; padding: 0.5rem; font: inherit; }
  button { margin-top: 1.25rem; padding: 0.6rem 1rem; font: inherit; background: #14532d; color: #fff; border: 0; border-radius: 4px; }
  p { color: #9f1d1d; }`;

function page(title: string, body: string): string {
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

/** A form that works without any script. `problem` is our own text, never something that was typed. */
export function signInPage(problem?: string): string {
  const alert = problem === undefined ? '' : `<p role="alert">${problem}</p>`;
  return page(
    'Aceso queues',
    `${alert}<form method="post" action="${SIGN_IN_PATH}">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="512">
<label for="code">Code of your second factor, if you have one</label>
<input id="code" name="code" type="text" autocomplete="one-time-code" maxlength="40">
<button type="submit">Sign in</button>
</form>`,
  );
}

export function signOutPage(): string {
  return page('Aceso queues', `<form method="post" action="${SIGN_OUT_PATH}"><button type="submit">Sign out</button></form>`);
}
