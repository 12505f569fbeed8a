import { useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import { contracts } from "@/lib/domain/assistant";
import { earlier } from "@/lib/domain/day";
import { isHeld } from "@/lib/domain/occupancy";
import { heldPosts, type TeamView } from "./team-view";

/** The form of one verb about a person: add, put in a post, leave it, correct the name. */
export function PeopleForm(view: TeamView) {
  const t = useTranslations("team");
  const { team, project, asOf, edit, at } = view;
  const back = at();
  const person = team.people.find(({ id, held }) => id === edit.id || held.some((span) => span.id === edit.id));
  const span = person?.held.find(({ id }) => id === edit.id);
  const days = { min: project.startsOn, max: project.endsOn, today: asOf };
  if (edit.verb === "add")
    return (
      <Panel
        back={back}
        fixed={{ projectId: project.id }}
        name="assistant.add"
        submit={t("addSubmit")}
        title={t("addTitle")}
      >
        <div className="grid gap-4 md:grid-cols-2">
          <TextField autoComplete="off" label={t("name")} maxLength={200} name="name" />
          <PostFields {...view} optional />
        </div>
      </Panel>
    );
  if (!person) return null;
  if (edit.verb === "rename")
    return (
      <Panel
        back={back}
        fixed={{ assistantId: person.id }}
        name="assistant.rename"
        submit={t("save")}
        title={t("renameTitle", { name: person.name })}
      >
        <TextField autoComplete="off" defaultValue={person.name} label={t("name")} maxLength={200} name="name" />
      </Panel>
    );
  if (edit.verb === "end" && span)
    return (
      <Panel
        back={back}
        fixed={{ occupancyId: span.id, version: span.version }}
        name="occupancy.end"
        submit={t("endSubmit")}
        title={t("endTitle", { name: person.name, number: span.post })}
      >
        <DateField {...days} defaultValue={earlier(asOf, project.endsOn)} label={t("lastDay")} name="endsOn" />
      </Panel>
    );
  if (edit.verb === "start")
    return (
      <Panel
        back={back}
        fixed={{ assistantId: person.id }}
        name="occupancy.start"
        submit={t("startSubmit")}
        title={t("startTitle", { name: person.name })}
      >
        <div className="grid gap-4 md:grid-cols-2">
          <PostFields {...view} />
        </div>
      </Panel>
    );
  return null;
}

function PostFields({ team, project, asOf, optional }: TeamView & { optional?: boolean }) {
  const t = useTranslations("team");
  const tWords = useTranslations("history.values.contract");
  return (
    <>
      <Select
        label={t("postColumn")}
        name="postId"
        optional={optional}
        options={heldPosts(team).map((post) => ({
          value: post.id,
          label: isHeld(post, asOf) ? t("postTaken", { number: post.number }) : t("postFree", { number: post.number }),
        }))}
        placeholder={optional ? t("noPost") : t("choosePost")}
      />
      <DateField
        defaultValue={optional ? undefined : asOf}
        label={t("firstDay")}
        max={project.endsOn}
        min={project.startsOn}
        name="startsOn"
        optional={optional}
        today={asOf}
      />
      <Select
        defaultValue="employment"
        label={t("contract")}
        name="contract"
        options={contracts.map((contract) => ({ value: contract, label: tWords(contract) }))}
      />
      <TextField defaultValue={100} inputMode="numeric" kind="number" label={t("ftePercent")} name="ftePercent" />
      <DateField hint={t("contractEndsHint")} label={t("contractEndsOn")} name="contractEndsOn" optional today={asOf} />
    </>
  );
}
