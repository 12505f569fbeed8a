// What `z.config({ jitless: true })` sets, before a schema is made and on pages that never load the library: our policy
// allows no eval, and zod's probe for it is written into the console of Firefox as a fault.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
