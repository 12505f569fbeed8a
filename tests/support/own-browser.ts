import { afterAll } from "vitest";
import { closeBrowser } from "./browser";

// What a file leaves open in its browser is no later file's.
afterAll(closeBrowser);
