// What mqtt.js takes from Node without asking. First among the imports of whoever brings mqtt.js in.
const held = globalThis as unknown as { process?: unknown };
held.process ??= {
  env: {},
  version: "",
  nextTick: (act: (...all: unknown[]) => void, ...all: unknown[]) => queueMicrotask(() => act(...all)),
};
