//! Making the table.

use aws_sdk_dynamodb::{
    Client,
    error::{BuildError, ProvideErrorMetadata},
    operation::create_table::CreateTableError,
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
        ScalarAttributeType, StreamSpecification, TimeToLiveSpecification,
    },
};
use shared::ports::StoreError;

use super::{
    item::{EXPIRES, INDEXES, PK, SK},
    read_failure,
};

/// Makes `table` on a stand-in for AWS, or leaves it as it is if it exists; on AWS itself the deployed stack makes it.
///
/// It has no stream, which on the embedded stand-in makes every write slower the more has been written.
pub async fn create_table(client: &Client, table: &str) -> Result<(), StoreError> {
    let broken = |err: BuildError| StoreError::Broken(err.into());
    let mut request = client
        .create_table()
        .table_name(table)
        .billing_mode(BillingMode::PayPerRequest)
        .stream_specification(StreamSpecification::builder().stream_enabled(false).build().map_err(broken)?)
        .set_key_schema(Some(schema(PK, SK).map_err(broken)?))
        .set_attribute_definitions(Some(attributes().map_err(broken)?));
    for index in &INDEXES {
        let all = Projection::builder().projection_type(ProjectionType::All).build();
        let schema = schema(index.pk, index.sk).map_err(broken)?;
        let index = GlobalSecondaryIndex::builder().index_name(index.name).set_key_schema(Some(schema)).projection(all);
        request = request.global_secondary_indexes(index.build().map_err(broken)?);
    }
    // Asking first whether it exists would count all its items there.
    match request.send().await {
        Err(err) if matches!(err.as_service_error(), Some(CreateTableError::ResourceInUseException(_))) => {}
        made => drop(made.map_err(read_failure)?),
    }
    let expiry = TimeToLiveSpecification::builder().enabled(true).attribute_name(EXPIRES).build().map_err(broken)?;
    match client.update_time_to_live().table_name(table).time_to_live_specification(expiry).send().await {
        Err(err) if err.message().is_some_and(|it| it.contains("already enabled")) => Ok(()),
        made => made.map(drop).map_err(read_failure),
    }
}

fn attributes() -> Result<Vec<AttributeDefinition>, BuildError> {
    let of_indexes = INDEXES.iter().flat_map(|index| [index.pk, index.sk]);
    let attribute =
        |name| AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build();
    [PK, SK].into_iter().chain(of_indexes).map(attribute).collect()
}

fn schema(pk: &str, sk: &str) -> Result<Vec<KeySchemaElement>, BuildError> {
    let element = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    Ok(vec![element(pk, KeyType::Hash)?, element(sk, KeyType::Range)?])
}
