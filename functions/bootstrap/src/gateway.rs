//! Requests as the HTTP API hands them over, and answers as it wants them.

use aws_lambda_events::{
    apigw::{ApiGatewayV2httpRequest as Request, ApiGatewayV2httpResponse as Response},
    encodings::Body,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use functions::kernel;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use percent_encoding::percent_decode_str;
use shared::keys::same;

use crate::environment::Edge;

/// Set by the distribution on every request, and known to nobody else.
const EDGE: &str = "portico-edge";
/// Set by the distribution: the address of whoever called it.
const VIEWER: &str = "portico-viewer";

/// A request as the kernel takes it. `edge` is what the distribution, and nobody else, knows.
pub fn request(request: Request, edge: Option<&str>) -> kernel::Request {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let path = request.path_parameters.iter().map(|(name, value)| (name.clone(), decoded(value))).collect();
    let mut headers = request.headers;
    // The gateway takes cookies out of the headers.
    let cookies = request.cookies.filter(|it| !it.is_empty()).map(|it| HeaderValue::from_str(&it.join("; ")));
    if let Some(Ok(cookies)) = cookies {
        headers.insert(header::COOKIE, cookies);
    }
    let text = request.body.unwrap_or_default();
    // What is no base64 although the gateway says so is left as it is: it is the endpoint's to refuse.
    let bytes = if request.is_base64_encoded { STANDARD.decode(&text).ok() } else { None };
    let ip = viewer(&headers, edge).or(request.request_context.http.source_ip);
    kernel::Request {
        path,
        query: request.raw_query_string.unwrap_or_default(),
        headers,
        body: bytes.unwrap_or_else(|| text.into_bytes()),
        id: request.request_context.request_id,
        ip,
    }
}

/// The answer to a request that came around the distribution, where all have to come through it: a web ACL there would watch a
/// door beside an open one.
pub fn refusal(request: &Request, edge: &Edge) -> Option<kernel::Response> {
    if !edge.only || came_through(&request.headers, edge.key.as_deref()) {
        return None;
    }
    let request_id = request.request_context.request_id.as_deref().unwrap_or_default();
    let message = "This address is not for callers. Send the request to the portal's own address.";
    Some(kernel::refusal(StatusCode::FORBIDDEN, "not_through_the_portal", message, request_id))
}

/// Whether a request shows what only the distribution knows.
fn came_through(headers: &HeaderMap, edge: Option<&str>) -> bool {
    let shown = headers.get(EDGE).and_then(|it| it.to_str().ok());
    shown.zip(edge).is_some_and(|(shown, edge)| same(shown, edge))
}

/// Who called the distribution. The gateway itself sees only the distribution's own address, and knows no more of the caller
/// than what a header says; it is believed only where it comes with the distribution's key, because anyone can call the gateway
/// and send headers.
fn viewer(headers: &HeaderMap, edge: Option<&str>) -> Option<String> {
    let told = headers.get(VIEWER).filter(|_| came_through(headers, edge))?;
    told.to_str().ok().map(str::to_owned)
}

/// An answer of the kernel as the gateway takes it: text as text, anything else as base64, and cookies apart from the headers.
pub fn response(response: kernel::Response) -> Response {
    let (parts, body) = response.into_parts();
    let body = String::from_utf8(body).map_or_else(|it| Body::Binary(it.into_bytes()), Body::Text);
    let mut answer = Response::default();
    answer.status_code = parts.status.as_u16().into();
    answer.headers = parts.headers;
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
    answer.cookies = cookies.filter_map(|it| it.to_str().ok().map(str::to_owned)).collect();
    answer.headers.remove(header::SET_COOKIE);
    answer.is_base64_encoded = matches!(body, Body::Binary(_));
    answer.body = Some(body);
    answer
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event() -> Value {
        json!({
            "version": "2.0", "routeKey": "GET /v1/clients/{id}", "rawPath": "/v1/clients/client_1",
            "rawQueryString": "search=H%C3%A4rbor%20%26&limit=2",
            "cookies": ["a=1", "__Host-portico-acme=2"],
            "headers": { "host": "api.example", "portico-workspace": "acme", "x-forwarded-for": "203.0.113.9, 192.0.2.1" },
            "pathParameters": { "id": "client_1", "image": "a%2Fb" },
            "requestContext": {
                "accountId": "1", "apiId": "api", "domainName": "api.example", "domainPrefix": "api",
                "http": { "method": "GET", "path": "/v1/clients/client_1", "protocol": "HTTP/1.1",
                          "sourceIp": "192.0.2.1", "userAgent": "test" },
                "requestId": "JKJaXmPLvHcESHA=", "routeKey": "GET /v1/clients/{id}", "stage": "$default",
                "time": "01/Jan/2026:12:00:00 +0000", "timeEpoch": 1_767_268_800_000_i64
            },
            "isBase64Encoded": false
        })
    }

    fn parse(event: &Value) -> Request {
        serde_json::from_str(&event.to_string()).unwrap()
    }

    fn read(event: &Value, edge: Option<&str>) -> kernel::Request {
        request(parse(event), edge)
    }

    #[test]
    fn a_request_arrives_as_it_was_sent() {
        let request = read(&event(), None);
        assert_eq!(request.path_parameter("id"), Some("client_1"));
        assert_eq!(request.path_parameter("image"), Some("a/b"));
        assert_eq!(request.query, "search=H%C3%A4rbor%20%26&limit=2");
        assert_eq!(request.header("portico-workspace"), Some("acme"));
        assert_eq!(request.header("cookie"), Some("a=1; __Host-portico-acme=2"));
        assert_eq!(request.id.as_deref(), Some("JKJaXmPLvHcESHA="));
        assert!(request.body.is_empty());
    }

    #[test]
    fn bodies_are_bytes_however_the_gateway_writes_them() {
        let mut event = event();
        event["body"] = "{\"name\":\"Härbor\"}".into();
        assert_eq!(read(&event, None).body, "{\"name\":\"Härbor\"}".as_bytes());
        event["body"] = "/wD+".into();
        event["isBase64Encoded"] = true.into();
        assert_eq!(read(&event, None).body, [0xff, 0x00, 0xfe]);
    }

    #[test]
    fn a_callers_address_is_the_gateways_word_unless_the_distribution_says_otherwise() {
        let mut event = event();
        assert_eq!(
            read(&event, Some("key")).ip.as_deref(),
            Some("192.0.2.1"),
            "what a caller says of itself does not count"
        );
        event["headers"][VIEWER] = "203.0.113.7".into();
        assert_eq!(read(&event, Some("key")).ip.as_deref(), Some("192.0.2.1"));
        event["headers"][EDGE] = "wrong".into();
        assert_eq!(read(&event, Some("key")).ip.as_deref(), Some("192.0.2.1"));
        event["headers"][EDGE] = "key".into();
        assert_eq!(read(&event, None).ip.as_deref(), Some("192.0.2.1"));
        assert_eq!(read(&event, Some("key")).ip.as_deref(), Some("203.0.113.7"));
    }

    #[test]
    fn what_came_around_the_distribution_is_refused_where_all_must_come_through_it() {
        let refused = |event: &Value, only: bool| {
            let edge = Edge { key: Some("key".to_owned()), only };
            refusal(&parse(event), &edge)
        };
        let mut event = event();
        assert!(refused(&event, false).is_none());
        for shown in ["", "wrong"] {
            event["headers"][EDGE] = shown.into();
            let answer = refused(&event, true).unwrap();
            assert_eq!(answer.status(), 403);
            let body: Value = serde_json::from_slice(answer.body()).unwrap();
            assert_eq!(
                (&body["code"], &body["requestId"]),
                (&json!("not_through_the_portal"), &json!("JKJaXmPLvHcESHA="))
            );
            assert_eq!(answer.headers()["cache-control"], "no-store");
        }
        event["headers"][EDGE] = "key".into();
        assert!(refused(&event, true).is_none());
        let unknown = Edge { key: None, only: true };
        assert!(refusal(&parse(&event), &unknown).is_some(), "nobody can show what nobody knows");
    }

    #[test]
    fn pictures_are_answered_as_bytes_and_text_as_text() {
        let answer = |media_type: &str, bytes: &[u8]| {
            let kernel = http::Response::builder().header("content-type", media_type).body(bytes.to_vec()).unwrap();
            let answer = serde_json::to_value(response(kernel)).unwrap();
            assert_eq!(answer["headers"]["content-type"], media_type);
            (answer["body"].as_str().unwrap().to_owned(), answer["isBase64Encoded"].as_bool().unwrap())
        };
        assert_eq!(answer("image/png", b"\x89PNG\xff"), ("iVBOR/8=".to_owned(), true));
        assert_eq!(answer("application/json", "{\"a\":\"ä\"}".as_bytes()), ("{\"a\":\"ä\"}".to_owned(), false));
        assert_eq!(answer("text/css; charset=utf-8", b""), (String::new(), false));
    }

    #[test]
    fn each_cookie_is_answered_by_itself() {
        let kernel =
            http::Response::builder().status(201).header("set-cookie", "a=1; Path=/").header("set-cookie", "b=2");
        let answer = serde_json::to_value(response(kernel.body(Vec::new()).unwrap())).unwrap();
        assert_eq!((&answer["statusCode"], &answer["cookies"]), (&json!(201), &json!(["a=1; Path=/", "b=2"])));
        assert_eq!(answer["headers"].get("set-cookie"), None);
    }
}
