import { typeset } from '../rules/sentences';

/** An expected failure, whose message is for the person: in French, what is wrong and what to do. Anything else is a bug. */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(message: string) {
    super(typeset(message));
  }
}
