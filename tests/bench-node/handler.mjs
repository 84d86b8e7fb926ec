// The list of clients as it is usually written for Lambda on Node: one client of the SDK, made outside the handler; the
// session read with its person, its workspace, the roles and the custom fields in one batch; the newest clients by a query. It
// asks the table as often as Portico's own endpoint, and leaves out its filters, its counts, the signed cursor and the checks of
// what a viewer may see.
import { createHash } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";

const table = process.env.PORTICO_TABLE;
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const answer = (statusCode, body) => ({
  statusCode,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(body),
});

const read = async (keys) => {
  const found = await db.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }));
  return found.Responses?.[table] ?? [];
};

export const handler = async (event) => {
  const slug = event.headers["portico-workspace"];
  const cookie = event.cookies?.find((it) => it.startsWith(`__Host-portico-${slug}=`))?.split("=")[1];
  if (!cookie) return answer(401, { code: "unauthenticated" });
  const [workspace, person, secret] = cookie.split(".");
  const hash = createHash("sha256");
  for (const part of [workspace, person, secret]) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(Buffer.byteLength(part)));
    hash.update(length).update(part);
  }
  const session = { pk: `session#${hash.digest("base64url")}`, sk: "A" };
  const caller = await read([
    session,
    { pk: `${workspace}#team`, sk: person },
    { pk: `${workspace}#root`, sk: "workspace" },
    { pk: `${workspace}#root`, sk: "roles" },
    { pk: `${workspace}#root`, sk: "fields" },
  ]);
  if (!caller.some((it) => it.pk === session.pk)) return answer(401, { code: "unauthenticated" });
  const newest = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `${workspace}#log` },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 50,
    }),
  );
  const clients = newest.Items.map((it) => JSON.parse(it.body.entry).client).filter(Boolean);
  return answer(200, { data: clients.map(({ details, text, name, ...row }) => ({ ...row, ...details })) });
};
