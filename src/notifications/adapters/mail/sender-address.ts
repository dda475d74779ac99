import addressparser from 'nodemailer/lib/addressparser';

/** The parts of a sender as MAIL_FROM has it: `Aceso <no-reply@hospital.example>`. */
export function addressOf(sender: string): { name: string; email: string } {
  const [{ name = '', address = '' } = {}] = addressparser(sender, { flatten: true });
  return { name: name || address, email: address };
}
