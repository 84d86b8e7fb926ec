//! A function and its role.

use functions::kernel::{Route, Use};

use super::{
    identifier,
    policy::{self, BOUNDARY},
};

/// The function of an endpoint, and its role.
pub fn endpoint(route: &Route) -> String {
    let function = Function { name: route.name, summary: route.summary, seconds: None, uses: route.uses, edge: true };
    function.resources(&[])
}

/// A function, as the template needs it.
pub struct Function<'a> {
    pub name: &'a str,
    pub summary: &'a str,
    /// After how many seconds it is stopped, where that is not as usual.
    pub seconds: Option<u32>,
    pub uses: &'a [Use],
    /// Whether requests of people come to it.
    pub edge: bool,
}

impl Function<'_> {
    /// The function and its role, which may also do what these statements say.
    pub fn resources(&self, more: &[String]) -> String {
        let (id, name, summary) = (identifier(self.name), self.name, self.summary);
        let timeout = self.seconds.map(|it| format!("      Timeout: {it}\n")).unwrap_or_default();
        let edge = self.edge.then_some("PORTICO_EDGE: !Sub \"{{resolve:secretsmanager:${EdgeSecret}}}\"");
        let variables: Vec<&str> = edge.into_iter().chain(policy::variables(self.uses)).collect();
        let environment = match variables.join("\n          ") {
            none if none.is_empty() => none,
            lines => format!("      Environment:\n        Variables:\n          {lines}\n"),
        };
        let statements = [policy::statements(self.uses), more.to_vec()].concat().join("\n");
        format!(
            "  {id}Function:
    Type: AWS::Serverless::Function
    Metadata: {{ BuildMethod: rust-cargolambda, BuildProperties: {{ Binary: bootstrap }} }}
    Properties:
      FunctionName: !Sub ${{AWS::StackName}}-{name}
      Description: {summary}
      Handler: {name}
      Role: !GetAtt {id}Role.Arn
{timeout}{environment}
  {id}Role:
    Type: AWS::IAM::Role
    Properties:
      {BOUNDARY}
      AssumeRolePolicyDocument:
        Version: \"2012-10-17\"
        Statement: [{{ Effect: Allow, Principal: {{ Service: lambda.amazonaws.com }}, Action: sts:AssumeRole }}]
      Policies:
        - PolicyName: uses
          PolicyDocument:
            Version: \"2012-10-17\"
            Statement:
{statements}
"
        )
    }
}
