// Lambda's side of a Node function, as small as it can be: takes events from the Runtime API and hands them to the handler.
// Lambda's own does more, so that this is in favour of Node.
import http from "node:http";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true });

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const request = http.request({ host, port, method, path: `/2018-06-01/runtime/${path}`, agent }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    request.on("error", reject);
    request.end(body);
  });

const { handler } = await import(new URL(process.argv[2], `file://${process.cwd()}/`));
for (;;) {
  const event = await call("GET", "invocation/next");
  const id = event.headers["lambda-runtime-aws-request-id"];
  try {
    await call("POST", `invocation/${id}/response`, JSON.stringify(await handler(JSON.parse(event.body))));
  } catch (error) {
    await call("POST", `invocation/${id}/error`, JSON.stringify({ errorMessage: String(error) }));
  }
}
