//! The `aws` program, in the region where a stack was deployed.

use std::{env, fs, path::Path, process::Command};

use anyhow::{Context as _, Result};
use toml::Table;

/// The program, as it is called for one stack.
pub struct Aws {
    /// Nothing where the environment says it.
    region: Option<String>,
}

impl Aws {
    /// For a stack. `sam deploy` takes its region from samconfig.toml, whatever the program's own settings are.
    ///
    /// # Errors
    /// When samconfig.toml cannot be read.
    pub fn new(root: &Path, stack: &str) -> Result<Self> {
        let told = |name| env::var(name).is_ok_and(|it| !it.is_empty());
        if told("AWS_REGION") || told("AWS_DEFAULT_REGION") {
            return Ok(Self { region: None });
        }
        let settings = fs::read_to_string(root.join("samconfig.toml")).context("cannot read samconfig.toml")?;
        Ok(Self { region: region(&settings.parse().context("samconfig.toml is damaged")?, stack) })
    }

    /// A call.
    pub fn call(&self) -> Command {
        let mut aws = Command::new("aws");
        aws.env("AWS_PAGER", "");
        // Under both names: the program knows the one or the other, by its age.
        if let Some(region) = &self.region {
            aws.env("AWS_REGION", region).env("AWS_DEFAULT_REGION", region);
        }
        aws
    }
}

/// Where `sam deploy` puts a stack. Of several environments that deploy it, `default` is the one of a laptop.
fn region(settings: &Table, stack: &str) -> Option<String> {
    let parameters = |it: &str| settings.get(it)?.get("deploy")?.get("parameters");
    let deploys = |it: &&String| parameters(it).and_then(|it| it.get("stack_name")?.as_str()) == Some(stack);
    let mut environments: Vec<&String> = settings.keys().filter(deploys).collect();
    environments.sort_by_key(|it| *it != "default");
    parameters(environments.first()?)?.get("region")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_is_looked_for_where_it_was_deployed() {
        let settings = r#"
            version = 0.1
            [default.deploy.parameters]
            stack_name = "portico-dev"
            region = "us-east-1"
            [a.deploy.parameters]
            stack_name = "portico-dev"
            region = "eu-west-1"
            [prod.deploy.parameters]
            stack_name = "portico-prod"
            region = "eu-central-1"
            [prod.build.parameters]
            beta_features = true
        "#;
        let settings: Table = settings.parse().unwrap();
        assert_eq!(region(&settings, "portico-dev").as_deref(), Some("us-east-1"));
        assert_eq!(region(&settings, "portico-prod").as_deref(), Some("eu-central-1"));
        assert_eq!(region(&settings, "another"), None, "whatever the program's own settings are");
    }

    #[test]
    fn a_call_says_the_region_of_samconfig_and_leaves_that_of_the_environment() {
        let told = |it: &Aws| -> Vec<String> {
            let call = it.call();
            let names = call.get_envs().filter(|it| it.0 != "AWS_PAGER");
            names.map(|(name, value)| format!("{}={}", name.display(), value.unwrap().display())).collect()
        };
        let deployed = Aws { region: Some("eu-west-1".to_owned()) };
        assert_eq!(told(&deployed), ["AWS_DEFAULT_REGION=eu-west-1", "AWS_REGION=eu-west-1"]);
        assert!(told(&Aws { region: None }).is_empty());
    }
}
