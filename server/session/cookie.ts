import { env } from "@/lib/env";

const secure = () => env().NEXTAUTH_URL.startsWith("https://");
/** The name of a cookie of ours; under https no neighbour can set it. */
export const cookieName = (name: string) => (secure() ? `__Host-hlidka.${name}` : `hlidka.${name}`);
export const cookieOptions = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: secure() }) as const;
