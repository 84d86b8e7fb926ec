// Which page of the web UI answers an address: what `functions::pages` says, for CloudFront. ${Domain} is filled in at
// deployment; the pages of the front door are listed by the generator.
var domain = "${Domain}";
var frontDoor = /* @insert front-door */ [];

function handler(event) {
  var request = event.request;
  request.uri = page(request.headers.host ? request.headers.host.value : "", request.uri) || request.uri;
  return request;
}

// The page of an address; nothing for files.
function page(host, path) {
  var segments = path.split("/").filter(function (it) {
    return it;
  });
  var last = path.slice(path.lastIndexOf("/") + 1);
  if (path.startsWith("/assets/") || last.includes(".")) return undefined;
  var front = segments.length <= 2 && frontDoor.includes(segments[segments.length - 1]);
  if (segments.length === 0 || (segments.length === 1 && ["new", "find"].includes(segments[0]))) {
    front = !isPortal(host);
  }
  return front ? "/index.html" : "/app/index.html";
}

// Whether a host is a workspace's own, at whose root its portal lies (W01).
function isPortal(host) {
  var name = host.split(":")[0];
  return domain !== "" && name.endsWith("." + domain) && name !== "www." + domain;
}
