//! Every endpoint of Portico. The gateway, the roles on AWS, the OpenAPI document, the web client's types and the local server
//! are all derived from this list.

use crate::{
    accounts, articles, clients, companies, home, invitations, kernel::Handle, portals, sessions, team, workspaces,
};

/// All endpoints, by area.
pub fn all() -> Vec<Handle> {
    vec![
        Handle::of::<workspaces::create::Create>(),
        Handle::of::<workspaces::get::Get>(),
        Handle::of::<workspaces::update::Update>(),
        Handle::of::<workspaces::set_image::SetImage>(),
        Handle::of::<workspaces::remove_image::RemoveImage>(),
        Handle::of::<workspaces::onboarding::GetOnboarding>(),
        Handle::of::<workspaces::update_onboarding::UpdateOnboarding>(),
        Handle::of::<portals::get::Get>(),
        Handle::of::<portals::theme::Theme>(),
        Handle::of::<portals::image::Image>(),
        Handle::of::<sessions::create::Create>(),
        Handle::of::<sessions::current::Current>(),
        Handle::of::<sessions::end::End>(),
        Handle::of::<sessions::end_all::EndAll>(),
        Handle::of::<accounts::request_reset::RequestReset>(),
        Handle::of::<accounts::confirm_reset::ConfirmReset>(),
        Handle::of::<accounts::change_password::ChangePassword>(),
        Handle::of::<accounts::request_email_change::RequestEmailChange>(),
        Handle::of::<accounts::confirm_email_change::ConfirmEmailChange>(),
        Handle::of::<accounts::sign_up::SignUp>(),
        Handle::of::<accounts::confirm_sign_up::ConfirmSignUp>(),
        Handle::of::<invitations::inspect::Inspect>(),
        Handle::of::<invitations::accept::Accept>(),
        Handle::of::<invitations::request::RequestNew>(),
        Handle::of::<invitations::list::List>(),
        Handle::of::<invitations::resend::Resend>(),
        Handle::of::<invitations::cancel::Cancel>(),
        Handle::of::<invitations::templates::ListTemplates>(),
        Handle::of::<invitations::create_template::CreateTemplate>(),
        Handle::of::<invitations::update_template::UpdateTemplate>(),
        Handle::of::<clients::list::List>(),
        Handle::of::<clients::create::Create>(),
        Handle::of::<clients::get::Get>(),
        Handle::of::<clients::update::Update>(),
        Handle::of::<clients::set_access::SetAccess>(),
        Handle::of::<clients::set_avatar::SetAvatar>(),
        Handle::of::<clients::remove_avatar::RemoveAvatar>(),
        Handle::of::<clients::avatar::Avatar>(),
        Handle::of::<clients::archive::Archive>(),
        Handle::of::<clients::restore::Restore>(),
        Handle::of::<clients::deactivate::Deactivate>(),
        Handle::of::<clients::activate::Activate>(),
        Handle::of::<clients::invite::InviteClient>(),
        Handle::of::<clients::suggestion::DecideSuggestion>(),
        Handle::of::<clients::activity::Activity>(),
        Handle::of::<companies::list::List>(),
        Handle::of::<companies::create::Create>(),
        Handle::of::<companies::get::Get>(),
        Handle::of::<companies::update::Update>(),
        Handle::of::<companies::archive::Archive>(),
        Handle::of::<team::list::List>(),
        Handle::of::<team::get::Get>(),
        Handle::of::<team::invite::InviteUser>(),
        Handle::of::<team::update::Update>(),
        Handle::of::<team::roles::ListRoles>(),
        Handle::of::<team::create_role::CreateRole>(),
        Handle::of::<team::update_role::UpdateRole>(),
        Handle::of::<articles::list::List>(),
        Handle::of::<articles::create::Create>(),
        Handle::of::<articles::get::Get>(),
        Handle::of::<articles::update::Update>(),
        Handle::of::<home::get::Get>(),
        Handle::of::<home::article::GetArticle>(),
    ]
}

/// The endpoint of a name.
pub fn named(name: &str) -> Option<Handle> {
    all().into_iter().find(|it| it.route.name == name)
}
