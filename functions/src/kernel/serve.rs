//! The one way from a request to an endpoint.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

use http::{HeaderValue, Method, header};
use shared::{
    Error, Result,
    access::{Permission, Viewer},
    accounts::Person,
    audit::{Actor, Origin},
    clients::Activity,
    error::Chain,
    id::{Id, PersonId},
    ports::Units,
    records::{Ahead, Entity, Place, Records, Stored},
    scope::{Ports, Scope},
    sessions::{self, Caller, SessionToken},
    system,
    text::Slug,
    workspaces::Workspace,
};

use super::{
    Access, Answer, Body, BoxFuture, Cx, Endpoint, Request, Response, Route, answer::Content, cookie, cx::Cookie,
    once::Once, origin, parse, respond,
};
use crate::app::App;

/// All that differs by endpoint. The rest is there once, not once for each of them.
pub(super) struct Erased {
    /// Which records to read with the session; none if the parameters do not parse, which is told later.
    ahead: fn(&Request) -> Vec<Place>,
    /// Parses, calls and answers.
    run: for<'a> fn(&'a Cx<'a>, &'a Request) -> BoxFuture<'a, Result<Content>>,
}

impl Erased {
    pub(super) fn of<E: Endpoint>() -> Self {
        Self { ahead: |request| parse::params(request).map_or_else(|_| Vec::new(), |it| E::ahead(&it)), run: run::<E> }
    }
}

fn run<'a, E: Endpoint>(cx: &'a Cx<'a>, request: &'a Request) -> BoxFuture<'a, Result<Content>> {
    Box::pin(async move {
        let params = parse::params(request)?;
        let body = E::Body::read(&request.body)?;
        E::call(cx, params, body).await?.into_content()
    })
}

/// Serves a request, and logs one line about it that names no person.
pub(super) async fn serve(app: &App, route: Route, endpoint: Erased, request: Request) -> Response {
    let began = app.clock.now();
    let request_id = request_id(app, &request);
    // Pictures are asked for by the browser itself, which sends no header of ours: their paths name the portal.
    let slug = request.header("portico-workspace").or_else(|| request.path_parameter("slug"));
    let slug = slug.and_then(|it| it.parse::<Slug>().ok());
    let (answer, units) = Units::of(answer(app, &route, &endpoint, &request, slug.as_ref(), &request_id)).await;
    let mut response = match answer {
        Ok((content, cookies)) => {
            let mut response = respond::success(route.status, content);
            set_cookie(app, &mut response, cookies);
            response
        }
        Err(error) => respond::problem(&error, &request_id),
    };
    let milliseconds = app.clock.now().duration_since(began).as_millis();
    tracing::info!(
        request_id,
        workspace = slug.as_ref().map(Slug::as_str),
        endpoint = route.name,
        status = response.status().as_u16(),
        milliseconds = i64::try_from(milliseconds).unwrap_or(i64::MAX),
        read_units = units.read,
        write_units = units.write,
        "request"
    );
    let id = HeaderValue::from_str(&request_id).expect("an id is a valid header");
    response.headers_mut().insert("x-request-id", id);
    response
}

/// The new state of the browser's session.
struct Cookies(Cookie);

async fn answer(
    app: &App,
    route: &Route,
    endpoint: &Erased,
    request: &Request,
    slug: Option<&Slug>,
    request_id: &str,
) -> Result<(Content, Cookies)> {
    let ahead = Ahead::of(&*app.store);
    let ports = Ports { store: &ahead, ..app.ports() };
    origin::require_own(request, &route.method, &app.addresses)?;
    // What is public belongs to no workspace, whoever is signed in at one.
    let token = if route.access == Access::Public { None } else { token(app, request, slug) };
    let caller = match token {
        Some(token) => {
            announce(&ahead, &ports, &token, (endpoint.ahead)(request));
            // A session of another portal counts as none here.
            sessions::authenticate(&ports, &token).await?.filter(|it| slug == Some(&it.workspace.slug))
        }
        None => None,
    };
    authorise(route, caller.as_ref())?;
    let portal = portal(&ports, route, caller.as_ref(), slug).await?;
    let workspace = caller.as_ref().map(|it| &it.workspace).or(portal.as_ref());
    let once = match route.method {
        Method::POST => {
            let who = caller
                .as_ref()
                .map_or_else(|| slug.map_or("", Slug::as_str).to_owned(), |it| it.person.id().to_string());
            Once::read(&ports, request, route.name, &who)?
        }
        _ => None,
    };
    if let Some(once) = &once
        && let Some((given, session)) = once.given(&ports).await?
    {
        return Ok((Content::Json(given.output), Cookies(again(session))));
    }
    let cx = Cx {
        scope: scope(app, ports, request, request_id, caller.as_ref(), workspace),
        caller: caller.as_ref(),
        workspace,
        if_match: if_match(request)?,
        once,
        cookie: Mutex::default(),
        visit: Mutex::default(),
        repeated: AtomicBool::new(false),
    };
    let result = (endpoint.run)(&cx, request).await;
    // The same request was faster by a moment: its answer is this one's.
    if cx.repeated.load(Ordering::Relaxed)
        && let Some(once) = &cx.once
        && let Some((given, session)) = once.given(&ports).await?
    {
        return Ok((Content::Json(given.output), Cookies(again(session))));
    }
    let content = result?;
    if let Some(Person::Client(client)) = caller.as_ref().map(|it| &it.person) {
        // What they asked for has happened by now; it must not look as if it had not.
        if let Err(error) = sessions::note_activity(&cx.scope, client.id).await {
            tracing::warn!(request_id, error = %Chain(&error), "a client's visit could not be noted");
        }
    }
    Ok((content, Cookies(cx.cookie())))
}

/// What the browser shows of a session at this portal.
fn token(app: &App, request: &Request, slug: Option<&Slug>) -> Option<SessionToken> {
    cookie::read(request, slug?, app.addresses.is_secure())
}

/// Announces what will be asked for once the session is known to be good, in the workspace that the token names: that the
/// token says so shows nothing to anyone.
fn announce(ahead: &Ahead<'_>, ports: &Ports<'_>, token: &SessionToken, mut places: Vec<Place>) {
    let (workspace, person) = token.owner();
    if let PersonId::Client(id) = person {
        // Each of their requests may note that they are there.
        places.push(Activity::place(&id));
    }
    ahead.announce(&Records::new(ports.store, ports.keys, workspace, Viewer::System), &places);
}

fn authorise(route: &Route, caller: Option<&Caller>) -> Result<()> {
    let team = |caller: &Caller| match caller.person {
        Person::InternalUser(_) => Ok(()),
        Person::Client(_) => Err(Error::TeamOnly),
    };
    let client = |caller: &Caller| match caller.person {
        Person::Client(_) => Ok(()),
        Person::InternalUser(_) => Err(Error::ClientsOnly),
    };
    match (route.access, caller) {
        (Access::Public | Access::Portal, _) | (Access::SignedIn, Some(_)) => Ok(()),
        (_, None) => Err(Error::Unauthenticated),
        (Access::Client, Some(caller)) => client(caller),
        (Access::ClientGranted(permission), Some(caller)) => {
            client(caller)?;
            if caller.may(permission) { Ok(()) } else { Err(Error::NotInProfile(permission)) }
        }
        (Access::Team, Some(caller)) => team(caller),
        (Access::Granted(permission), Some(caller)) => {
            team(caller)?;
            if caller.holds(permission) { Ok(()) } else { Err(Error::PermissionDenied(permission)) }
        }
        (Access::AnyOf(permissions), Some(caller)) => {
            team(caller)?;
            let missing = permissions.first().copied().unwrap_or(Permission::ManageSettings);
            if permissions.iter().any(|it| caller.holds(*it)) { Ok(()) } else { Err(Error::PermissionDenied(missing)) }
        }
    }
}

/// The workspace of a portal at which nobody needs to be signed in.
async fn portal(
    ports: &Ports<'_>,
    route: &Route,
    caller: Option<&Caller>,
    slug: Option<&Slug>,
) -> Result<Option<Stored<Workspace>>> {
    if route.access != Access::Portal || caller.is_some() {
        return Ok(None);
    }
    let no_such = || Error::NotFound("workspace");
    let id = system::workspace_at(ports.store, slug.ok_or_else(no_such)?).await?.ok_or_else(no_such)?;
    Records::new(ports.store, ports.keys, id, Viewer::Visitor).get::<Workspace>(&()).await.map(Some)
}

fn scope<'a>(
    app: &App,
    ports: Ports<'a>,
    request: &Request,
    request_id: &str,
    caller: Option<&'a Caller>,
    workspace: Option<&'a Stored<Workspace>>,
) -> Scope<'a> {
    let origin = Origin { request_id: request_id.to_owned(), ip: request.ip.clone() };
    let (viewer, actor) =
        caller.map_or_else(|| (Viewer::Visitor, Actor::visitor()), |it| (it.viewer(), it.person.actor()));
    let permissions = caller.and_then(|it| it.role.as_ref()).map_or(&[][..], |it| &it.permissions);
    // Only creating a workspace has none yet: it works in the one that is to be.
    let workspace = workspace.map_or_else(|| Id::new(fresh_ulid(app)), |it| it.id);
    Scope::new(ports, workspace, viewer, permissions, actor, origin)
}

fn if_match(request: &Request) -> Result<Option<u64>> {
    let Some(value) = request.headers.get(header::IF_MATCH) else { return Ok(None) };
    let version = value.to_str().ok().and_then(|it| it.trim().trim_start_matches("W/").trim_matches('"').parse().ok());
    version.map(Some).ok_or_else(|| Error::invalid("If-Match", "invalid_version", "Send the ETag that you read."))
}

fn again(session: Option<(Slug, shared::sessions::SessionToken)>) -> Cookie {
    // Workspace and person matter only for keeping the answer, which has happened.
    session.map_or(Cookie::Keep, |(slug, token)| {
        let (workspace, person): (_, PersonId) = token.owner();
        Cookie::Set(slug, workspace, person, token)
    })
}

fn set_cookie(app: &App, response: &mut Response, Cookies(cookies): Cookies) {
    let secure = app.addresses.is_secure();
    let header = match cookies {
        Cookie::Keep => return,
        Cookie::Set(slug, _, _, token) => cookie::set(&slug, &token, secure),
        Cookie::Clear(slug) => cookie::clear(&slug, secure),
    };
    let header = HeaderValue::from_str(&header).expect("slugs and tokens are valid in headers");
    response.headers_mut().append(header::SET_COOKIE, header);
}

/// What the gateway calls the request, so that its log and ours can be read together; a name of our own where it has none.
fn request_id(app: &App, request: &Request) -> String {
    let is_plain = |it: &&String| (1..=128).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_graphic());
    request.id.as_ref().filter(is_plain).cloned().unwrap_or_else(|| new_request_id(app))
}

/// What a request is called where no gateway has given it a name.
pub fn new_request_id(app: &App) -> String {
    fresh_ulid(app).to_string()
}

fn fresh_ulid(app: &App) -> ulid::Ulid {
    let mut random = [0; 16];
    app.entropy.fill(&mut random[6..]);
    let millis = u64::try_from(app.clock.now().as_millisecond()).unwrap_or(0);
    ulid::Ulid::from_parts(millis, u128::from_be_bytes(random))
}

#[cfg(test)]
mod tests;
