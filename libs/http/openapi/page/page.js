// The interactive page: swagger-ui with a sign-in of our own. Tokens stay in this page's memory and are gone when it closes.
'use strict';

(() => {
  const LOGIN = '/api/v1/auth/login';
  const REFRESH = '/api/v1/auth/refresh';
  const LOGOUT = '/api/v1/auth/logout';
  /** Seconds before the end of an access token at which a new pair is fetched. */
  const EARLY = 60;

  const signIn = document.getElementById('sign-in');
  const signOut = document.getElementById('sign-out');
  const message = document.getElementById('message');
  let tokens;
  let renewal;

  const ui = globalThis.SwaggerUIBundle({
    url: '/docs/openapi.json',
    domNode: document.getElementById('operations'),
    deepLinking: true,
    docExpansion: 'none',
    filter: true,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    persistAuthorization: false,
  });

  async function post(path, body, token) {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { ok: response.ok, body: text === '' ? {} : JSON.parse(text) };
  }

  function hold(pair) {
    tokens = pair;
    ui.preauthorizeApiKey('bearer', pair.accessToken);
    clearTimeout(renewal);
    renewal = setTimeout(() => void renew(), Math.max(1, pair.expiresIn - EARLY) * 1000);
  }

  async function renew() {
    const answer = await post(REFRESH, { refreshToken: tokens.refreshToken });
    if (answer.ok) hold(answer.body);
    else forget('Your session has ended. Sign in again.');
  }

  function forget(text) {
    clearTimeout(renewal);
    tokens = undefined;
    ui.authActions.logout(['bearer']);
    signIn.hidden = false;
    signOut.hidden = true;
    message.textContent = text;
  }

  async function onSignIn(event) {
    event.preventDefault();
    message.textContent = '';
    const fields = Object.fromEntries([...new FormData(signIn)].filter(([, value]) => value !== ''));
    const answer = await post(LOGIN, fields);
    signIn.elements.password.value = '';
    if (!answer.ok) {
      if (answer.body.code === 'totp-required') document.getElementById('totp').hidden = false;
      message.textContent = answer.body.detail ?? 'Signing in did not work.';
      return;
    }
    hold(answer.body);
    document.getElementById('who').textContent = `Signed in as ${fields.email}`;
    signIn.hidden = true;
    signOut.hidden = false;
  }

  async function onSignOut(event) {
    event.preventDefault();
    await post(LOGOUT, {}, tokens?.accessToken);
    forget('Signed out.');
  }

  const failed = () => {
    message.textContent = 'The server could not be reached.';
  };
  signIn.addEventListener('submit', (event) => void onSignIn(event).catch(failed));
  signOut.addEventListener('submit', (event) => void onSignOut(event).catch(failed));
})();
