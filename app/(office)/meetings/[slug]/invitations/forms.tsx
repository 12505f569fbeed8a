"use client";
import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/ui/command-form";
import { TextArea } from "@/components/ui/text-field";

/** The two deeds of a round: invite, remind. Each address gets one of each, whoever presses again. */
export function RoundForms({ roundId }: { roundId: string }) {
  const t = useTranslations("meetings.invitations");
  return (
    <div className="flex flex-wrap gap-4">
      <CommandForm doneLabel={t("sent")} fixed={{ roundId }} name="invitation.send" submitLabel={t("send")} />
      <CommandForm
        doneLabel={t("reminded")}
        fixed={{ roundId }}
        name="invitation.remind"
        submit={{ variant: "secondary" }}
        submitLabel={t("remind")}
      />
    </div>
  );
}

export function GatherForm({ meetingId }: { meetingId: string }) {
  const t = useTranslations("meetings.invitations");
  return (
    <CommandForm
      doneLabel={t("gathered")}
      fixed={{ meetingId }}
      name="address.gather"
      submit={{ variant: "secondary" }}
      submitLabel={t("gather")}
    />
  );
}

export function PasteForm({ meetingId }: { meetingId: string }) {
  const t = useTranslations("meetings.invitations");
  return (
    <CommandForm
      doneLabel={t("pasted")}
      fixed={{ meetingId }}
      name="address.paste"
      resets
      submit={{ variant: "secondary" }}
      submitLabel={t("paste")}
    >
      <TextArea hint={t("pasteHint")} label={t("text")} name="text" rows={6} spellCheck={false} />
    </CommandForm>
  );
}

export function RemoveForm({ addressId, email }: { addressId: string; email: string }) {
  const t = useTranslations("meetings.invitations");
  return (
    <CommandForm fixed={{ addressId }} name="address.remove" submitLabel={undefined}>
      <button
        aria-label={`${t("remove")}: ${email}`}
        className="min-h-11 cursor-pointer text-link underline"
        type="submit"
      >
        {t("remove")}
      </button>
    </CommandForm>
  );
}
