import { INVITATION_PAGE } from '../contexts/notifications.invitation-mail.js';
import { accountPage } from './password-page.html.js';

const TITLE = 'Make your account';

/** A form that works without any script. `code` holds no signs of HTML; `problem` is our own text. */
export function invitationForm(code: string, problem?: string): string {
  const alert = problem === undefined ? '' : `<p role="alert">${problem}</p>`;
  return accountPage(
    TITLE,
    `${alert}<form method="post" action="${INVITATION_PAGE}">
<label for="code">Code</label>
<input id="code" name="code" value="${code}" autocomplete="off" required maxlength="50">
<label for="birthDate">Birth date of the patient</label>
<input id="birthDate" name="birthDate" type="date" autocomplete="bday" required>
<label for="email">E-mail address to sign in with</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="new-password" required maxlength="512">
<label for="again">The same again</label>
<input id="again" name="again" type="password" autocomplete="new-password" required maxlength="512">
<p>15 characters or more. A few words are easy to keep.</p>
<button type="submit">Make account</button>
</form>`,
  );
}

export function accountMade(): string {
  return accountPage(TITLE, '<p>Your account is made. Sign in with your e-mail address and password.</p>');
}
