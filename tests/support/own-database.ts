// The copy of the demo that only the tests of this worker use: bin/check/test-databases.mjs has made one for each.
for (const [name, value] of Object.entries(process.env))
  if (value?.endsWith("/hlidka_db")) process.env[name] = `${value}_${process.env.VITEST_POOL_ID}`;
