import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type CallerRequest, Malformed } from '#http';
import { ConfirmIdentity } from '../../application/confirm-identity.js';
import { PASSWORD_UNITS } from './auth.dto.js';

/**
 * Asks for the password again before a chart is opened. A guard, since it comes before the unit of work of the route: a
 * failure that is counted there would be undone with everything else.
 */
@Injectable()
export class IdentityAgainGuard implements CanActivate {
  constructor(private readonly confirmIdentity: ConfirmIdentity) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, body, ip: address, params } = context.switchToHttp().getRequest<CallerRequest>();
    const { password } = (body ?? {}) as { password?: unknown };
    const { id: patientId } = params as { id?: string };
    // What is no password at all is refused with the rest of the body.
    if (!caller || (password !== undefined && !isPassword(password))) return true;
    const { userId, sessionId } = caller;
    const command = { userId, sessionId, password, address, action: 'break-glass.open', patientId: uuidOf(patientId) };
    if (await this.confirmIdentity.execute(command)) return true;
    throw new Malformed('Send your password again.', [{ pointer: '/password', message: 'is required' }]);
  }
}

/** As the body's own description has it. */
function isPassword(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= PASSWORD_UNITS;
}

function uuidOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text.toLowerCase() : undefined;
}
