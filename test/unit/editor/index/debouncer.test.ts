import assert from 'node:assert/strict';
import { Debouncer } from '../../../../src/editor/index/debouncer';

/** A clock that the test moves. */
function handClock(): {
  readonly set: (action: () => void, milliseconds: number) => () => void;
  advance(by: number): void;
} {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly action: () => void }>();
  return {
    set: (action, milliseconds) => {
      const timer = { at: now + milliseconds, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: (by) => {
      now += by;
      for (const timer of timers) {
        if (timer.at <= now) {
          timers.delete(timer);
          timer.action();
        }
      }
    },
  };
}

describe('the debouncer', () => {
  it('runs the last action of a burst, once the calls have paused', () => {
    const clock = handClock();
    const debouncer = new Debouncer(100, clock.set);
    const ran: string[] = [];
    debouncer.schedule('a', () => ran.push('first'));
    clock.advance(60);
    debouncer.schedule('a', () => ran.push('second'));
    clock.advance(60);
    assert.deepEqual(ran, []);
    clock.advance(40);
    assert.deepEqual(ran, ['second']);
    clock.advance(1000);
    assert.deepEqual(ran, ['second']);
  });

  it('lets each key wait on its own', () => {
    const clock = handClock();
    const debouncer = new Debouncer(100, clock.set);
    const ran: string[] = [];
    debouncer.schedule('a', () => ran.push('a'));
    clock.advance(60);
    debouncer.schedule('b', () => ran.push('b'));
    clock.advance(40);
    assert.deepEqual(ran, ['a']);
    clock.advance(60);
    assert.deepEqual(ran, ['a', 'b']);
  });

  it('runs nothing that was called off, nor anything once disposed of', () => {
    const clock = handClock();
    const debouncer = new Debouncer(100, clock.set);
    const ran: string[] = [];
    debouncer.schedule('a', () => ran.push('a'));
    debouncer.schedule('b', () => ran.push('b'));
    debouncer.cancel('a');
    debouncer.dispose();
    clock.advance(200);
    assert.deepEqual(ran, []);
  });

  it('runs at once what someone needs now, and not a second time', () => {
    const clock = handClock();
    const debouncer = new Debouncer(100, clock.set);
    const ran: string[] = [];
    debouncer.schedule('a', () => ran.push('a'));
    debouncer.schedule('b', () => ran.push('b'));
    debouncer.flush('a');
    debouncer.flush('c');
    assert.deepEqual(ran, ['a']);
    clock.advance(100);
    assert.deepEqual(ran, ['a', 'b']);
  });

  it('can be called again by the action it runs', () => {
    const clock = handClock();
    const debouncer = new Debouncer(100, clock.set);
    let runs = 0;
    const again = (): void => {
      runs++;
      debouncer.schedule('a', again);
    };
    again();
    clock.advance(100);
    clock.advance(100);
    assert.equal(runs, 3);
  });
});
