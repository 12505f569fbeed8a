"use client";
import { useRouter } from "next/navigation";
import type { FormEvent, ReactNode } from "react";

/** A form whose fields go to the address; with scripts the empty ones stay out of it. */
export function FilterForm({ action, children }: { action: string; children: ReactNode }) {
  const router = useRouter();
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const asked = new URLSearchParams();
    for (const [key, value] of new FormData(event.currentTarget)) {
      if (typeof value === "string" && value !== "") asked.append(key, value);
    }
    router.push(asked.size > 0 ? `${action}?${asked}` : action, { scroll: false });
  };
  return (
    <div className="no-print @container">
      <form
        action={action}
        className="grid items-end gap-3 @md:grid-cols-2 @4xl:grid-cols-4"
        method="get"
        onSubmit={ask}
      >
        {children}
      </form>
    </div>
  );
}
