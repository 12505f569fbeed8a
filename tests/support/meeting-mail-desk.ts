import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCast } from "./cast";
import { send } from "./command";
import { setEnvironment } from "./command-line";
import { meetingDesk } from "./meeting";
import { nameSites, type ReadMail, readMail, sendEverything, type Wish } from "./meeting-mail";
import { linked, visitor } from "./registration";
import { allocate, allocated, people } from "./seats";
import { startSmtp } from "./smtp";

type Answer = { step: string; status: number; text: string } | undefined;

/** A mail server, an organiser with his meetings, and mails read back; the file that calls it has modules of its own. */
export async function openMailDesk() {
  const before = { ...process.env };
  const data = mkdtempSync(join(tmpdir(), "hlidka-meeting-mail-"));
  /** What the mail server answers to whom; null: it takes everything. */
  const answers: { of: ((to: string) => Answer) | null } = { of: null };
  const server = await startSmtp((step, { to }) => {
    const answer = answers.of?.(to);
    return answer?.step === step ? answer : undefined;
  });
  Object.assign(process.env, {
    SMTP_URL: server.url,
    SMTP_TLS: "off",
    MAIL_FROM: "Odbor prevence <setkani@ministerstvo.example>",
    HLIDKA_DATA: data,
  });
  const cast = await makeCast();
  const desk = await meetingDesk(cast);
  const mailsOf = (to: string): Promise<ReadMail[]> =>
    Promise.all(server.mails.filter((mail) => mail.to === to).map(readMail));
  const clear = () => server.mails.splice(0);

  /** A published meeting; what registering sent has left, what the publication sends waits. */
  async function told(
    capacities: { first: number; second: number },
    wishes: Record<"first" | "second" | "waiting", readonly Wish[]>,
    register: (
      slug: string,
      wishes: readonly Wish[],
    ) => Promise<{ id: string; email: string; link: string }[]> = people,
  ) {
    const { slug, meetingId } = await allocated(desk, capacities);
    await nameSites(desk, slug);
    const [first, second, waiting] = [
      await register(slug, wishes.first),
      await register(slug, wishes.second),
      await register(slug, wishes.waiting),
    ];
    await sendEverything();
    clear();
    await allocate(desk, meetingId);
    const { sites } = await desk.found(slug);
    const siteId = (code: string) => sites.find((site) => site.code === code)?.id ?? "";
    const placement = [
      ...first.map(({ id }) => ({ registrationId: id, siteId: siteId("first") })),
      ...second.map(({ id }) => ({ registrationId: id, siteId: siteId("second") })),
    ];
    const publish = async () =>
      (await send(desk.organiser, "publication.publish", { meetingId, placement })).publicationId;
    const move = (registrationId: string, from: string | null, to: string, reason = "Oprava střechy") =>
      send(desk.organiser, "seat.move", {
        meetingId,
        moves: [{ registrationId, fromSiteId: from && siteId(from), siteId: siteId(to) }],
        agreed: true,
        reason,
      });
    return { slug, meetingId, first, second, waiting, siteId, publish, move };
  }

  const withdraw = async (slug: string, link: string) =>
    send(visitor(), "registration.withdraw", { slug, link, version: (await linked(slug, link))?.version });

  const close = async () => {
    await server.close();
    rmSync(data, { recursive: true });
    setEnvironment(before);
  };
  return { server, answers, cast, desk, mailsOf, clear, told, withdraw, close };
}
