import { linkToken } from "@/db/accounts/link-token";
import { confirmHours } from "@/lib/domain/registration";
import { visitOf } from "../command";
import { cookieName, cookieOptions } from "./cookie";

/**
 * What lets the browser that sent a registration correct its address once: the id under which the sending is kept, and a
 * secret of it. It goes with every answer in a cookie of its own, so that the answer itself is the same for every address.
 */
export const sendingOf = (name: string, id: string, input: unknown): string => {
  const visit = visitOf(name, id, input);
  return `${visit}.${linkToken("sending", visit)}`;
};

export const sendingName = () => cookieName("sending");

/** The cookie of a sending; null for what sends no registration. */
export const sendingCookie = (name: string, id: string, input: unknown) =>
  name === "registration.send"
    ? { name: sendingName(), value: sendingOf(name, id, input), ...cookieOptions(), maxAge: confirmHours * 3600 }
    : null;

/** The same as a header says it. */
export const cookieText = ({ name, value, path, maxAge, secure }: NonNullable<ReturnType<typeof sendingCookie>>) =>
  `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
