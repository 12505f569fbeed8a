import { useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { type DeskView, deskAddress } from "./desk-view";

/** Who has to stand somewhere or may not, and why; each can be taken back. */
export function PinsCard(view: DeskView) {
  const t = useTranslations("allocation.desk");
  const { pins, people, meeting, form, person } = view;
  const pinned = form === "pin" ? people.get(person) : undefined;
  return (
    <Card id="pins" note={t("pinsNote")} title={t("pins")}>
      {pinned && (
        <Panel
          back={deskAddress(view, {}, "pins")}
          fixed={{ registrationId: pinned.id }}
          name="pin.set"
          submit={t("pinSubmit")}
          title={t("pinTitle", { name: pinned.name })}
        >
          <div className="grid items-start gap-4 md:grid-cols-2">
            <RadioGroup
              defaultValue="must"
              label={t("pinRule")}
              name="rule"
              options={(["must", "not"] as const).map((rule) => ({ value: rule, label: t(`rule.${rule}`) }))}
            />
            <Select
              label={t("pinSite")}
              name="siteId"
              options={meeting.sites.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </div>
          <TextField hint={t("pinReasonHint")} label={t("pinReason")} maxLength={500} name="reason" />
        </Panel>
      )}
      {pins.length === 0 && !pinned && <p className="text-soft">{t("pinsNone")}</p>}
      <ul className="divide-y divide-line">
        {pins.map((pin) => (
          <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2" key={pin.id}>
            <div className="min-w-0">
              <p>
                <span className="font-medium">{pin.name}</span> <span className="text-soft">({pin.municipality})</span>:{" "}
                {t(`rule.${pin.rule}`)} – {pin.site} {pin.kind === "move" && <Badge>{t("byMove")}</Badge>}
              </p>
              {(pin.reason || pin.by) && (
                <p className="text-sm text-soft">{[pin.reason, pin.by].filter(Boolean).join(" · ")}</p>
              )}
            </div>
            <CommandForm
              fixed={{ pinId: pin.id }}
              name="pin.remove"
              redirectTo={deskAddress(view, {}, "pins")}
              submit={{ variant: "quiet", size: "sm", icon: "cross" }}
              submitLabel={t("pinRemove")}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
