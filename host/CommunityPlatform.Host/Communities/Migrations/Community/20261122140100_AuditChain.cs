using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Community;

[DbContext(typeof(CommunityDbContext)), Migration("20261122140100_AuditChain")]
internal sealed partial class AuditChain : Migration
{
    // Each engine says it in its own words. A line from before the chain may be given its place once; after that it stays as it is.
    private const string KeepOnSqlite = """
        CREATE TRIGGER host_audit_no_update BEFORE UPDATE ON host_audit WHEN OLD."Hash" IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'host_audit is append-only'); END;
        CREATE TRIGGER host_audit_no_delete BEFORE DELETE ON host_audit
        BEGIN SELECT RAISE(ABORT, 'host_audit is append-only'); END;
        """;

    private const string KeepOnPostgres = """
        CREATE FUNCTION host_audit_keep() RETURNS trigger LANGUAGE plpgsql AS $keep$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF OLD."Hash" IS NULL THEN RETURN NEW; END IF;
            END IF;
            RAISE EXCEPTION 'host_audit is append-only';
        END $keep$;
        CREATE TRIGGER host_audit_no_change BEFORE UPDATE OR DELETE ON host_audit FOR EACH ROW EXECUTE FUNCTION host_audit_keep();
        CREATE TRIGGER host_audit_no_truncate BEFORE TRUNCATE ON host_audit FOR EACH STATEMENT EXECUTE FUNCTION host_audit_keep();
        """;

    private bool OnPostgres => ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "Hash",
            table: "host_audit",
            maxLength: 64,
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "OnBehalfOf",
            table: "host_audit",
            nullable: true);

        migrationBuilder.AddColumn<long>(
            name: "Sequence",
            table: "host_audit",
            nullable: true);

        migrationBuilder.CreateTable(
            name: "host_audit_head",
            columns: table => new
            {
                Id = table.Column<string>(maxLength: 8, nullable: false),
                Sequence = table.Column<long>(nullable: false),
                Hash = table.Column<string>(maxLength: 64, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_audit_head", x => x.Id);
            });

        migrationBuilder.CreateIndex(
            name: "IX_host_audit_Sequence",
            table: "host_audit",
            column: "Sequence",
            unique: true);

        migrationBuilder.Sql(OnPostgres ? KeepOnPostgres : KeepOnSqlite);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(OnPostgres
            ? "DROP TRIGGER host_audit_no_change ON host_audit; DROP TRIGGER host_audit_no_truncate ON host_audit; DROP FUNCTION host_audit_keep();"
            : "DROP TRIGGER host_audit_no_update; DROP TRIGGER host_audit_no_delete;");

        migrationBuilder.DropTable(
            name: "host_audit_head");

        migrationBuilder.DropIndex(
            name: "IX_host_audit_Sequence",
            table: "host_audit");

        // Both engines can; EF would have SQLite build the whole table anew for it.
        migrationBuilder.Sql("""ALTER TABLE host_audit DROP COLUMN "Hash" """);

        migrationBuilder.Sql("""ALTER TABLE host_audit DROP COLUMN "OnBehalfOf" """);

        migrationBuilder.Sql("""ALTER TABLE host_audit DROP COLUMN "Sequence" """);
    }
}
