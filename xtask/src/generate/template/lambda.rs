//! A function and its role.

use functions::kernel::{Route, Use};

use super::{identifier, policy};

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
        let mut properties = String::new();
        if let Some(seconds) = self.seconds {
            properties = format!("      Timeout: {seconds}\n");
        }
        let edge = self.edge.then_some("PORTICO_EDGE: !Sub \"{{resolve:secretsmanager:${EdgeSecret}}}\"");
        let variables: Vec<&str> = edge.into_iter().chain(policy::variables(self.uses)).collect();
        if !variables.is_empty() {
            let lines: String = variables.iter().map(|it| format!("          {it}\n")).collect();
            properties += &format!("      Environment:\n        Variables:\n{lines}");
        }
        let statements: String = policy::statements(self.uses).iter().chain(more).map(|it| format!("{it}\n")).collect();
        format!(
            "  {id}Function:
    Type: AWS::Serverless::Function
    Metadata: {{ BuildMethod: rust-cargolambda, BuildProperties: {{ Binary: bootstrap }} }}
    Properties:
      FunctionName: !Sub ${{AWS::StackName}}-{name}
      Description: {summary}
      Handler: {name}
      Role: !GetAtt {id}Role.Arn
{properties}
  {id}Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: \"2012-10-17\"
        Statement: [{{ Effect: Allow, Principal: {{ Service: lambda.amazonaws.com }}, Action: sts:AssumeRole }}]
      Policies:
        - PolicyName: uses
          PolicyDocument:
            Version: \"2012-10-17\"
            Statement:
{statements}"
        )
    }
}
