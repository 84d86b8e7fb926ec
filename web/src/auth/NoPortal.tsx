import { base, slug } from "../base";
import { Primary } from "./parts/bits";
import { PlainShell } from "./parts/Shell";

export function NoPortal() {
  const address = location.host + base;
  // From a workspace's own host, the way out is the host above it.
  const top = base ? "" : `${location.protocol}//${location.host.slice(slug.length + 1)}`;
  return (
    <PlainShell
      title="There is no portal at this address"
      lead={
        <>
          Nothing was found at <strong>{address}</strong>. Check the spelling, or open the link in the latest email from
          your firm.
        </>
      }
    >
      <Primary href={`${top}/find`}>Find your portal</Primary>
    </PlainShell>
  );
}
