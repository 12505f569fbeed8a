import { beforeAll } from "vitest";
import { forgetCookies } from "./server";

// Tests end sessions of the accounts they use, so each file signs in for itself.
beforeAll(forgetCookies);
