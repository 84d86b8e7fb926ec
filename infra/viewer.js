// Tells the API where a request came from, whatever the request itself says about that.
function handler(event) {
  var request = event.request;
  request.headers["portico-viewer"] = { value: event.viewer.ip };
  return request;
}
