import { expect, it } from "vitest";
import { playbookOf } from "../../test/support/playbook-of.ts";
import { presentPlaybook } from "./present-playbook.ts";

it("shows whom the overlay names, and no address of theirs", () => {
  const shown = presentPlaybook(
    playbookOf({
      overlay: {
        people: [{ name: "Ann", contact: [{ kind: "ntfy", address: "https://ntfy.sh/ann-7Xk2" }] }],
        audiences: {
          Management: { channels: [{ kind: "webhook", address: "https://hooks.test/T0/B0" }] },
        },
      },
    }),
  );
  const text = JSON.stringify(shown);
  expect(text).toContain("Ann");
  expect(text).toContain("Management");
  expect(text).not.toContain("https://");
});
