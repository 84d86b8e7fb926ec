//! Creates a workspace with its first admin (W01).

use crate::views::{self, SignedIn};
use http::Method;
use shared::{
    Result,
    access::Roles,
    accounts::Person,
    records::Stored,
    workspaces::{self, NewWorkspace},
};

use crate::kernel::{Access, Cx, Endpoint, NoParams, Route, Use};

/// Create a workspace.
#[derive(Debug)]
pub struct Create;

impl Endpoint for Create {
    const ROUTE: Route = Route {
        name: "workspaces-create",
        method: Method::POST,
        path: "/v1/workspaces",
        summary: "Create a workspace",
        access: Access::Public,
        uses: &[Use::Read, Use::Write, Use::Credentials],
        status: 201,
    };
    type Params = NoParams;
    type Body = NewWorkspace;
    type Output = SignedIn;

    async fn call(cx: &Cx<'_>, _: NoParams, body: NewWorkspace) -> Result<SignedIn> {
        let (workspace, admin, mut changes) = workspaces::create(cx, &body).await?;
        let person = Person::InternalUser(Stored { entity: admin, version: 1 });
        cx.start_session(&person, &workspace.slug, &mut changes).await?;
        let output = views::signed_in(&person, &Roles::default(), &workspace);
        cx.try_commit(changes, &output).await?.map_err(workspaces::refused)?;
        Ok(output)
    }
}
