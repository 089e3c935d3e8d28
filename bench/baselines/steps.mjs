// The `bid` flow as a machine of XState 5: the same states, guards and data, one run from the first card to the last, over
// and over. Prints the time of a step and the memory of a run that waits, as `steps` of `crates/flow` does.
import { assign, createActor, setup } from 'xstate';

const steps = Number(process.argv[2] ?? 100_000);

const machine = setup({
  guards: {
    belowRounds: ({ context }) => context.round < 3,
    belowRevisions: ({ context }) => context.revision < 5,
    counterIsSet: ({ context }) => context.counter !== undefined,
  },
}).createMachine({
  id: 'bid',
  initial: 'influencer_responding',
  context: { round: 0, revision: 0 },
  states: {
    influencer_responding: { on: { accept_connection: 'brand_owner_details', reject_connection: 'chat_closed' } },
    brand_owner_details: {
      on: { send_project_details: { target: 'influencer_reviewing', actions: assign({ details: ({ event }) => event.details }) } },
    },
    influencer_reviewing: { on: { accept_project: 'brand_owner_pricing', reject_project: 'chat_closed' } },
    brand_owner_pricing: {
      on: {
        send_price_offer: [
          {
            guard: 'belowRounds',
            target: 'influencer_price_response',
            actions: assign({ price: ({ event }) => event.price, counter: () => undefined }),
          },
          {
            target: 'influencer_final_response',
            actions: assign({ price: ({ event }) => event.price, counter: () => undefined }),
          },
        ],
        accept_counter_offer: {
          guard: 'counterIsSet',
          target: 'payment_pending',
          actions: assign({ price: ({ context }) => context.counter }),
        },
        close: 'chat_closed',
      },
    },
    influencer_price_response: {
      on: { accept_price: 'payment_pending', negotiate_price: 'brand_owner_negotiation', reject_price: 'chat_closed' },
    },
    brand_owner_negotiation: {
      on: { agree_to_negotiate: 'negotiation_input', decline_negotiation: 'influencer_final_response' },
    },
    negotiation_input: {
      on: {
        send_counter_offer: {
          target: 'brand_owner_pricing',
          actions: assign({ counter: ({ event }) => event.price, round: ({ context }) => context.round + 1 }),
        },
      },
    },
    influencer_final_response: { on: { accept_price: 'payment_pending', reject_price: 'chat_closed' } },
    payment_pending: { on: { proceed_to_payment: {}, payment_captured: 'payment_completed', payment_failed: {} } },
    payment_completed: { on: { start_work: 'work_in_progress' } },
    work_in_progress: {
      on: { submit_work: { target: 'work_submitted', actions: assign({ deliverables: ({ event }) => event.deliverables }) } },
    },
    work_submitted: {
      on: {
        approve_work: 'real_time',
        request_revision: {
          guard: 'belowRevisions',
          target: 'work_in_progress',
          actions: assign({ revision: ({ context }) => context.revision + 1 }),
        },
      },
    },
    real_time: { on: { close: 'chat_closed' } },
    chat_closed: { type: 'final' },
  },
});

const deal = [
  { type: 'accept_connection' },
  { type: 'send_project_details', details: 'Three posts' },
  { type: 'accept_project' },
  { type: 'send_price_offer', price: 500000 },
  { type: 'negotiate_price' },
  { type: 'agree_to_negotiate' },
  { type: 'send_counter_offer', price: 600000 },
  { type: 'accept_counter_offer' },
  { type: 'proceed_to_payment' },
  { type: 'payment_captured' },
  { type: 'start_work' },
  { type: 'submit_work', deliverables: 'https://example.com' },
  { type: 'request_revision' },
  { type: 'submit_work', deliverables: 'https://example.com' },
  { type: 'approve_work' },
  { type: 'close' },
];

function run(count) {
  let taken = 0;
  while (taken < count) {
    const actor = createActor(machine);
    actor.start();
    for (const event of deal) actor.send(event);
    if (actor.getSnapshot().value !== 'chat_closed') throw new Error('the deal did not come to its end');
    taken += deal.length;
  }
  return taken;
}

run(20_000);
const begun = process.hrtime.bigint();
const taken = run(steps);
const nanoseconds = Number(process.hrtime.bigint() - begun);

const kept = [];
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
for (let index = 0; index < 10_000; index += 1) kept.push(createActor(machine).start());
globalThis.gc?.();
const bytes = (process.memoryUsage().heapUsed - before) / kept.length;
console.log(JSON.stringify({ us_per_step: nanoseconds / 1000 / taken, bytes_per_run: Math.round(bytes) }));
