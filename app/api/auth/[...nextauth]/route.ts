import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/server/session/cookies";
import { admit, authProviders } from "@/server/session/sso";

type Context = { params: Promise<{ nextauth: string[] }> };

const handler = (request: NextRequest, context: Context): Promise<Response> =>
  NextAuth(request, context, authOptions(authProviders(), admit));

export { handler as GET, handler as POST };
