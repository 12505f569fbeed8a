import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type Received = { messageId: string; to: string; raw: string };
/** Where a conversation about one mail stands. */
export type Step = "connect" | "from" | "to" | "data" | "end" | "taken";
type Refusal = { status: number; text: string };

/**
 * A real mail server on a free port. `at` is told every step and may refuse what comes next; mails that it took stand
 * in `mails`.
 */
export async function startSmtp(
  at: (
    step: Step,
    mail: { to: string; messageId: string },
  ) => Refusal | undefined | Promise<Refusal | undefined> = () => undefined,
) {
  const mails: Received[] = [];
  const refused = ({ status, text }: Refusal) => Object.assign(new Error(text), { responseCode: status });
  const ask = (step: Step, mail: { to: string; messageId: string }, answer: (error?: Error | null) => void) =>
    void Promise.resolve(at(step, mail)).then((refusal) => answer(refusal ? refused(refusal) : null));
  const none = { to: "", messageId: "" };
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    authOptional: true,
    logger: false,
    onConnect: (_, answer) => ask("connect", none, answer),
    onMailFrom: (_, __, answer) => ask("from", none, answer),
    onRcptTo: ({ address }, _, answer) => ask("to", { ...none, to: address }, answer),
    onData(stream, session, answer) {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(", ");
      const parts: Buffer[] = [];
      void at("data", { ...none, to });
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const raw = Buffer.concat(parts).toString("latin1");
        const messageId = /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? "";
        ask("end", { to, messageId }, (error) => {
          if (error) return answer(error);
          mails.push({ messageId, to, raw });
          answer(null, "taken");
          void at("taken", { to, messageId });
        });
      });
    },
  });
  // A client that is killed breaks its connection.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
