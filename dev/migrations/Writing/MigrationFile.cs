using CommunityPlatform.Dev.Migrations.Contexts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;

namespace CommunityPlatform.Dev.Migrations.Writing;

/// <summary>The C# text of one migration.</summary>
internal static class MigrationFile
{
    public static string Text(ContextSource source, string name, string id, ModelSteps steps)
    {
        var (upText, downText) = (Steps(source, steps.Up), Steps(source, steps.Down));
        var usings = new List<string> { "Microsoft.EntityFrameworkCore.Infrastructure", "Microsoft.EntityFrameworkCore.Migrations" };
        if (upText.Contains("NpgsqlValueGenerationStrategy.", StringComparison.Ordinal) || downText.Contains("NpgsqlValueGenerationStrategy.", StringComparison.Ordinal))
            usings.Add("Npgsql.EntityFrameworkCore.PostgreSQL.Metadata");
        return $$"""
            {{string.Join('\n', usings.Select(used => $"using {used};"))}}

            namespace {{source.Namespace}};

            [DbContext(typeof({{source.Name}})), Migration("{{id}}")]
            internal sealed partial class {{name}} : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder)
                {
            {{upText}}
                }

                protected override void Down(MigrationBuilder migrationBuilder)
                {
            {{downText}}
                }
            }

            """;
    }

    public static string Steps(ContextSource source, IReadOnlyList<MigrationOperation> steps)
    {
        using var database = source.OnSqlite();
        var writer = new CSharpMigrationOperationGenerator(new(new CSharpHelper(database.GetService<IRelationalTypeMappingSource>())));
        var text = new IndentedStringBuilder();
        using (text.Indent())
        using (text.Indent())
        {
            writer.Generate("migrationBuilder", steps, text);
        }
        return text.ToString().TrimEnd();
    }
}
