//! The gateway: its document, and the right to call every endpoint's function.

use std::collections::BTreeMap;

use functions::kernel::Route;

/// How many functions one policy names: a policy has at most 6,144 characters, and the name of a function 64.
const FUNCTIONS_PER_POLICY: usize = 45;

/// The properties of the API: its routes, each to its function.
pub fn document(routes: &[Route]) -> String {
    let mut paths = BTreeMap::<&str, Vec<&Route>>::new();
    for route in routes {
        paths.entry(route.path).or_default().push(route);
    }
    let mut lines = vec![
        "Body:".to_owned(),
        "  openapi: 3.0.1".to_owned(),
        "  info: { title: !Ref AWS::StackName, version: \"1\" }".to_owned(),
        "  paths:".to_owned(),
    ];
    for (path, routes) in paths {
        lines.push(format!("    {path}:"));
        lines.extend(routes.into_iter().map(operation));
    }
    lines.join("\n")
}

fn operation(route: &Route) -> String {
    let parameters: Vec<String> = route
        .path
        .split('/')
        .filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'))
        .map(|it| format!("{{ name: {it}, in: path, required: true, schema: {{ type: string }} }}"))
        .collect();
    let parameters = match &parameters[..] {
        [] => String::new(),
        all => format!("        parameters: [{}]\n", all.join(", ")),
    };
    let uri = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/";
    format!(
        "      {method}:
        operationId: {name}
{parameters}        responses: {{ default: {{ description: An answer }} }}
        x-amazon-apigateway-integration:
          type: aws_proxy
          httpMethod: POST
          payloadFormatVersion: \"2.0\"
          credentials: !GetAtt GatewayRole.Arn
          uri: !Sub {uri}{arn}/invocations",
        method = route.method.as_str().to_lowercase(),
        name = route.name,
        arn = arn(route.name),
    )
}

/// The policies that let the gateway call the functions, as resources.
pub fn policies(routes: &[Route]) -> String {
    let policy = |(n, routes): (usize, &[Route])| {
        let functions: Vec<String> =
            routes.iter().map(|it| format!("              - !Sub {}\n", arn(it.name))).collect();
        format!(
            "  GatewayPolicy{}:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: \"2012-10-17\"
        Statement:
          - Effect: Allow
            Action: lambda:InvokeFunction
            Resource:
{}",
            n + 1,
            functions.concat()
        )
    };
    routes.chunks(FUNCTIONS_PER_POLICY).enumerate().map(policy).collect::<Vec<_>>().join("\n")
}

/// The same, as the gateway's role names them.
pub fn references(routes: &[Route]) -> String {
    let all = (1..=routes.chunks(FUNCTIONS_PER_POLICY).len()).map(|n| format!("- !Ref GatewayPolicy{n}"));
    all.collect::<Vec<_>>().join("\n")
}

fn arn(name: &str) -> String {
    format!("arn:${{AWS::Partition}}:lambda:${{AWS::Region}}:${{AWS::AccountId}}:function:${{AWS::StackName}}-{name}")
}
