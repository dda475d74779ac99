import type { MessageKind } from './message-kinds.js';
import type { MessageTexts } from './message-wording.js';

const CANCEL = '{{#cancelUrl}}\nAbsagen: {{cancelUrl}}\n{{/cancelUrl}}';
const CALENDAR_TITLE = 'Termin, {{facility}}';

/** What is said in German. */
export const german: Record<MessageKind, MessageTexts> = {
  'appointment-reminder': {
    subject: 'Ihr Termin am {{when}}',
    text: `Wir erinnern Sie an Ihren Termin am {{when}}.

Falls Sie nicht kommen können, sagen Sie uns bitte rechtzeitig Bescheid.
{{#confirmUrl}}
Bestätigen: {{confirmUrl}}
{{/confirmUrl}}${CANCEL}`,
    sms: 'Ihr Termin: {{when}}.{{#cancelUrl}} Absagen: {{cancelUrl}}{{/cancelUrl}}',
  },
  'appointment-moved': {
    subject: 'Ihr Termin ist jetzt am {{when}}',
    text: `Wir mussten Ihren Termin verlegen. Er ist jetzt am {{when}}.

Falls Sie dann nicht können, sagen Sie uns bitte Bescheid; wir finden einen anderen.
${CANCEL}`,
    sms: 'Wir mussten Ihren Termin verlegen. Er ist jetzt am {{when}}.',
  },
  'appointment-called-off': {
    subject: 'Ihr Termin am {{when}} kann nicht stattfinden',
    text: `Leider mussten wir Ihren Termin am {{when}} absagen.

Bitte melden Sie sich bei uns für einen neuen.
`,
    sms: 'Leider mussten wir Ihren Termin am {{when}} absagen. Bitte melden Sie sich bei uns.',
  },
  'appointment-booked': {
    subject: 'Ihr Termin am {{when}} ist gebucht',
    text: `Ihr Termin bei {{facility}} ist am {{when}}.
${CANCEL}`,
    sms: 'Gebucht: Ihr Termin am {{when}}.',
    calendarTitle: CALENDAR_TITLE,
  },
  'appointment-rescheduled': {
    subject: 'Ihr Termin ist jetzt am {{when}}',
    text: `Ihr Termin bei {{facility}} wurde verlegt.

Bisher: {{previousWhen}}
Jetzt: {{when}}
${CANCEL}`,
    sms: 'Verlegt: Ihr Termin ist jetzt am {{when}}.',
    calendarTitle: CALENDAR_TITLE,
  },
  'appointment-cancelled': {
    subject: 'Ihr Termin am {{when}} ist abgesagt',
    text: 'Ihr Termin bei {{facility}} am {{when}} wurde abgesagt.\n',
    sms: 'Abgesagt: Ihr Termin am {{when}}.',
    calendarTitle: CALENDAR_TITLE,
  },
  'wait-list-offer': {
    subject: 'Ein Termin ist für Sie frei geworden: {{when}}',
    text: `{{facility}} kann Ihnen einen Termin am {{when}} anbieten.

Bitte antworten Sie vor {{expiresAt}}; danach wird er anderweitig vergeben.
{{#link}}
Antworten: {{link}}
{{/link}}`,
    sms: 'Für Sie frei: {{when}}. Antwort bis {{expiresAt}}.{{#link}} {{link}}{{/link}}',
  },
  'password-reset': {
    subject: 'Ihr neues Passwort',
    text: `Jemand, vermutlich Sie, hat ein neues Passwort für Ihr Konto angefordert.

Wählen Sie es hier: {{link}}

Der Link gilt bis {{expiresAt}} und nur einmal. Waren Sie es nicht, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.
`,
    sms: 'Neues Passwort wählen: {{link}}',
  },
  'patient-invitation': {
    subject: 'Ihr Zugang',
    text: `Sie sind eingeladen, Ihre Termine online einzusehen.

Hier melden Sie sich mit Ihrem Geburtsdatum an: {{link}}

Der Code darin ist {{code}}. Er gilt bis {{expiresAt}} und nur einmal. Wenn Sie ihn nicht erwarten, tun Sie nichts.
`,
    sms: 'Ihr Zugang, mit Ihrem Geburtsdatum: {{link}}',
  },
  'break-glass-notice': {
    subject: 'Eine Akte wurde im Notfall geöffnet',
    text: `Am {{at}} wurde eine Patientenakte in einem Notfall geöffnet, außerhalb der üblichen Berechtigungen.

Bitte prüfen Sie den Zugriff {{accessId}} vor {{reviewDueAt}}.
`,
    sms: 'Eine Akte wurde im Notfall geöffnet. Bitte prüfen Sie das vor {{reviewDueAt}}.',
  },
  'break-glass-overdue': {
    subject: 'Eine Prüfung ist überfällig',
    text: `Der Zugriff {{accessId}} auf eine Patientenakte am {{at}} hätte vor {{reviewDueAt}} geprüft werden sollen und wurde es nicht.
`,
    sms: 'Die Prüfung eines Notfallzugriffs ist seit {{reviewDueAt}} überfällig.',
  },
  'break-glass-unjustified': {
    subject: 'Ein Notfallzugriff war nicht gerechtfertigt',
    text: `Der Zugriff {{accessId}} auf eine Patientenakte am {{at}} wurde geprüft und als nicht gerechtfertigt befunden.
`,
    sms: 'Ein Notfallzugriff war nicht gerechtfertigt.',
  },
  'leave-impact': {
    subject: 'Abwesenheit: {{count}} zu klären',
    text: 'Die Abwesenheit vom {{from}} bis {{to}} betrifft {{count}} Termine oder Dienste, die eine andere Person oder Zeit brauchen.\n',
    sms: 'Abwesenheit {{from}} bis {{to}}: {{count}} Termine oder Dienste zu klären.',
  },
  'stock-alert': {
    subject: 'Ein Bestand braucht Aufmerksamkeit',
    text: `{{location}}, {{facility}}: {{medication}}
{{#lowStock}}
Der Bestand ist niedrig: {{quantity}} verwendbar, nachbestellt wird ab {{reorderPoint}}.
{{/lowStock}}{{#outOfStock}}
Es ist nichts Verwendbares mehr da.
{{/outOfStock}}{{#expiring}}
Charge {{lotNumber}} ist bis {{expiresOn}} verwendbar; {{quantity}} sind vorhanden.
{{/expiring}}{{#expired}}
Charge {{lotNumber}} war bis {{expiresOn}} verwendbar; {{quantity}} sind noch vorhanden.
{{/expired}}{{#recalled}}
Charge {{lotNumber}} ist zurückgerufen; {{quantity}} sind noch vorhanden.
{{/recalled}}`,
    sms: 'Ein Bestand braucht Aufmerksamkeit: {{location}}, {{facility}}.',
  },
};
